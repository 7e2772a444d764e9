import { stripVTControlCharacters } from 'node:util'
import { defineCommand, renderUsage } from 'citty'
import type { Shell } from './shell.ts'
import type { Verb } from './verb.ts'

const JSON_FLAG = {
  json: { type: 'boolean', description: 'One JSON document on stdout; words and progress stay on stderr' },
  as: { type: 'string', description: 'Who asks, at a local stack: ops or second', valueHint: 'second' },
} as const

function coloured(shell: Shell, text: string): string {
  return shell.colour ? text : stripVTControlCharacters(text)
}

/** The help of one verb: its usage, and an example that works. */
export async function verbHelp(shell: Shell, verb: Verb): Promise<string> {
  const meta = { name: `ff ${verb.name}`, description: verb.description }
  const usage = await renderUsage(defineCommand({ meta, args: { ...verb.args, ...JSON_FLAG } }))
  return coloured(shell, `${usage}\nEXAMPLE\n\n  npm run ff -- ${verb.example}\n`)
}

/** The list of verbs, each with its purpose and an example that works. */
export function overview(verbs: readonly Verb[]): string {
  const width = Math.max(...verbs.map(({ name }) => name.length))
  const lines = verbs.flatMap(({ name, description, example }) => [
    `  ${name.padEnd(width)}  ${description}`,
    `  ${' '.repeat(width)}  ff ${example}`,
  ])
  return [
    'ff: the command line of Firstframe (npm run ff -- <verb>)',
    '',
    ...lines,
    '',
    'Every verb takes --json and --help. Exit codes: 0 done, 1 refused, 2 usage.',
    'It finds a local stack through FF_STATE (.firstframe/); --as second makes you the second of its two persons.',
    'A deployment is FF_OPS_URL, and who you are one of: FF_ACCESS_CLIENT_ID and FF_ACCESS_CLIENT_SECRET (a service',
    'token), FF_ACCESS_TOKEN (your own: cloudflared access token), FF_OPS_TOKEN (breaks the glass: see the README).',
    '',
  ].join('\n')
}
