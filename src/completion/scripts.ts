import type { Command } from 'commander';

/** A word that may be typed, and what it does. */
interface Word {
  readonly word: string;
  readonly says: string;
}

/** What may follow after some words of the command line: '' is the program, 'registry import' a command of a group. */
export type Words = ReadonlyMap<string, readonly Word[]>;

export function wordsOf(program: Command): Words {
  const words = new Map<string, readonly Word[]>();
  const walk = (command: Command, path: readonly string[]) => {
    const commands = command.commands.map((one) => ({ word: one.name(), says: one.summary() || one.description() }));
    const options = command.options.map((one) => ({ word: one.long ?? one.short ?? '', says: one.description }));
    words.set(path.join(' '), [...commands, ...options, { word: '--help', says: '' }]);
    for (const one of command.commands) walk(one, [...path, one.name()]);
  };
  walk(program, []);
  return words;
}

export function bashScript(words: Words): string {
  const cases = [...words].map(
    ([path, following]) => `    '${path}') words='${following.map(({ word }) => word).join(' ')}' ;;`,
  );
  return `# 用法：把下面一行写进 ~/.bashrc
#   source <(xuncha completion bash)
_xuncha() {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      -*) ;;
      *) case "\${path:+$path }$word" in
           ${commandPattern(words)}) path="\${path:+$path }$word" ;;
         esac ;;
    esac
  done
  case $path in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  # an argument that is no word of ours is most often a file
  [ \${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$current"))
}
complete -o filenames -F _xuncha xuncha
`;
}

export function zshScript(words: Words): string {
  const cases = [...words].map(([path, following]) => {
    const described = following.map(({ word, says }) => `'${word}:${zshText(says)}'`).join(' ');
    return `    '${path}') words_here=(${described}) ;;`;
  });
  return `#compdef xuncha
# 用法：把下面一行写进 ~/.zshrc（在 compinit 之后）
#   source <(xuncha completion zsh)
_xuncha() {
  local path_here='' word
  local -a words_here
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case $word in
      -*) ;;
      *) case "\${path_here:+$path_here }$word" in
           ${commandPattern(words)}) path_here="\${path_here:+$path_here }$word" ;;
         esac ;;
    esac
  done
  case $path_here in
${cases.join('\n')}
  esac
  _describe xuncha words_here || _files
}
compdef _xuncha xuncha
`;
}

/** every path of commands, as one pattern of a shell's case */
function commandPattern(words: Words): string {
  return [...words.keys()]
    .filter((path) => path !== '')
    .map((path) => `'${path}'`)
    .join('|');
}

/** no quote may end the text, and a colon would end the word before it */
function zshText(text: string): string {
  return text.replaceAll("'", '’').replaceAll(':', '：').replaceAll('\n', ' ');
}
