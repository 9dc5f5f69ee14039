import { bad, type DoctorCheck, type DoctorLine, good, look } from '../doctor.ts';
import { faultLine } from '../model/fault.ts';

const MOST_FAULTS_SHOWN = 5;

/** Settings and registry can be read, and the accounts carry the keys by which they are found. */
export default {
  order: 60,
  async examine({ faults, registry }) {
    if (faults.length > 0) {
      const first = faults.slice(0, MOST_FAULTS_SHOWN).map(faultLine).join('\n  ');
      return [bad('配置', `有 ${faults.length} 处错误：\n  ${first}`, '请逐条改正；xuncha registry check 列出全部。')];
    }
    const { accounts } = registry;
    if (accounts.length === 0) {
      return [look('台账', '还没有账号', '请用 xuncha registry import 台账.xlsx 导入，或写入 config/registry/。')];
    }
    const lines: DoctorLine[] = [good('台账', `${accounts.length} 个账号，没有错误`)];
    const keyless = accounts.filter(({ handle }) => Object.keys(handle as object).length === 0);
    if (keyless.length > 0) {
      const names = keyless.slice(0, MOST_FAULTS_SHOWN).map(({ id }) => id);
      const rest = keyless.length > names.length ? ` 等 ${keyless.length} 个` : '';
      const todo = '没有永久标识就查不到内容。请运行 xuncha registry resolve，或补上主页链接。';
      lines.push(look('永久标识', `缺少：${names.join('、')}${rest}`, todo));
    }
    return lines;
  },
} satisfies DoctorCheck;
