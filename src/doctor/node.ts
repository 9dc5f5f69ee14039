import { bad, type DoctorCheck, good } from '../doctor.ts';

const OLDEST_MAJOR = 26;

/** The runtime: Temporal and TypeScript without a build step came with Node 26. */
export default {
  order: 10,
  async examine() {
    const { version, versions } = process;
    const isNew = Number(versions.node.split('.')[0]) >= OLDEST_MAJOR;
    return [
      isNew
        ? good('Node', version)
        : bad('Node', `${version} 太旧`, `需要 Node ${OLDEST_MAJOR} 以上。请运行 npm run setup，并用 ./xuncha 启动。`),
    ];
  },
} satisfies DoctorCheck;
