type What = 'comments' | 'comments and strings'

// In order: line comment, block comment, regular expression, template, strings. A regular expression is told
// from a division by what stands before it. A template's `${}` is taken as part of it, unless it nests another.
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=(?:^|[=(,:[!&|?{};>]|\breturn)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*|`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/gm

function spaces(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}

/** The same text with comments (and the insides of strings) as spaces: offsets and lines stay as they were. */
export function blanked(text: string, what: What): string {
  return text.replace(TOKEN, (token) => {
    if (token.startsWith('//') || token.startsWith('/*')) return spaces(token)
    if (what === 'comments') return token
    // Code inside `${}` still runs, so it is still looked at.
    if (token.startsWith('`')) {
      return token
        .split(/(\$\{[^}]*\})/)
        .map((part, index) => (index % 2 === 1 ? part : spaces(part)))
        .join('')
    }
    return token[0] + spaces(token.slice(1, -1)) + token.at(-1)
  })
}

/** Only the comments; all else as spaces. */
export function commentsOf(text: string, withoutComments: string): string {
  return [...text]
    .map((letter, index) => (letter === withoutComments[index] && letter !== '\n' ? ' ' : letter))
    .join('')
}
