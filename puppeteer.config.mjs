export default { skipDownload: true };
