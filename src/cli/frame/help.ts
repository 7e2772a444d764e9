import { stripVTControlCharacters } from 'node:util'
import { defineCommand, renderUsage } from 'citty'
import type { Shell } from './shell.ts'
import type { Verb } from './verb.ts'

const JSON_FLAG = {
  json: { type: 'boolean', description: 'Print one JSON document on stdout; messages and progress go to stderr' },
  as: { type: 'string', description: 'Who you are at a local stack: ops or second', valueHint: 'second' },
} as const

function coloured(shell: Shell, text: string): string {
  return shell.colour ? text : stripVTControlCharacters(text)
}

/** The help of one verb: its usage, and an example that works. */
export async function verbHelp(shell: Shell, verb: Verb): Promise<string> {
  const meta = { name: `ff ${verb.name}`, description: verb.description }
  const usage = await renderUsage(defineCommand({ meta, args: { ...verb.args, ...JSON_FLAG } }))
  const notes = (verb.notes ?? []).map((paragraph) => `\n${paragraph}\n`).join('')
  return coloured(shell, `${usage}\nEXAMPLE\n\n  npm run ff -- ${verb.example}\n${notes}`)
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
    'A local stack is found through FF_STATE (.firstframe/); --as second makes you the second of its two persons.',
    'For a deployment, set FF_OPS_URL, and one of: FF_ACCESS_CLIENT_ID with FF_ACCESS_CLIENT_SECRET (a service',
    'token), FF_ACCESS_TOKEN (your own: cloudflared access token), FF_OPS_TOKEN (break-glass: see the README).',
    '',
  ].join('\n')
}
