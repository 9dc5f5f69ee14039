/** A file that is no workbook, or not the one that is asked for; `message` says what to do. */
export class UnreadableWorkbook extends Error {}
