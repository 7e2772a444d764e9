import { z } from 'zod'
import type { ItemFinding } from '../../contracts/ops/answers/deliveries.ts'
import type { QuarantineEntry, QuarantineFixed } from '../../contracts/ops/answers/quarantine.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { answer, plain } from '../frame/output.ts'
import { EXIT, type ExitCode } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { fittedTable } from '../frame/wrapped.ts'
import { openOps } from '../ops/ops-client.ts'
import { examplePatch } from './example-patch.ts'

const entryId = z.string().regex(/^qua_[\w-]{1,64}$/, 'an id like qua_…')
const ENTRY = { type: 'positional', required: true, description: 'qua_…, as quarantine list shows it' } as const
/** Characters of a value or a source that a terminal is shown. */
const SHOWN = { value: 40, source: 4_000 }

function findingTable(findings: readonly ItemFinding[]): string[] {
  if (findings.length === 0) return []
  const rows = findings.map(({ severity, line, path, rule, value, hint }) =>
    [severity, line, path || '–', rule, plain(value).slice(0, SHOWN.value) || '–', hint].map(plain),
  )
  return fittedTable(['severity', 'line', 'where', 'rule', 'value', 'fix'], rows)
}

function row({ quarantine, feed, item, at, line, findings, fixed }: QuarantineEntry): string[] {
  const faults = findings.filter(({ severity }) => severity === 'error')
  const rules = [...new Set(faults.map(({ rule }) => rule))].join(' ')
  return [quarantine, feed, item ?? '–', line, at, rules, fixed ? 'yes' : 'no', faults[0]?.hint ?? ''].map(plain)
}

/** Lists what is in quarantine. */
export const quarantineList = defineVerb({
  name: 'quarantine list',
  description: 'List the items in quarantine, with what is wrong with each and how to mend it',
  example: 'quarantine list --feed northlight',
  args: {
    feed: { type: 'string', description: 'Only items of this feed', valueHint: 'id' },
    rule: { type: 'string', description: 'Only items with a finding of this rule', valueHint: 'url-expired' },
    cursor: { type: 'string', description: 'The next page, as the page before it says', valueHint: 'cursor' },
  },
  run: async (args, shell) => {
    const { feed, rule, cursor } = args
    const query = { ...(feed && { feed }), ...(rule && { rule }), ...(cursor && { cursor }) }
    const body = await (await openOps(shell)).quarantine(query)
    const heads = ['entry', 'feed', 'item', 'line', 'at', 'rules', 'fixed', 'first fix']
    const lines = body.entries.length > 0 ? fittedTable(heads, body.entries.map(row)) : ['nothing is in quarantine']
    const more = body.cursor === null ? [] : [`… and more: --cursor ${plain(body.cursor)}`]
    answer(shell, body, [...lines, ...more])
    return EXIT.done
  },
})

/** Shows an item in quarantine: what is wrong, its source, and the records that a fix is applied to. */
export const quarantineShow = defineVerb({
  name: 'quarantine show',
  description: 'Show an item in quarantine: what is wrong, its source, and the records that a fix is applied to',
  example: 'quarantine show qua_01',
  args: { entry: ENTRY },
  run: async (args, shell) => {
    const id = matching('ENTRY', args.entry, entryId)
    const body = await (await openOps(shell)).quarantined(id)
    answer(shell, body, [
      `${plain(body.quarantine)}: item ${plain(body.item ?? '–')} of ${plain(body.feed)}, line ${body.line}`,
      ...findingTable(body.findings),
      '',
      'as it stands in the source:',
      ...body.source.slice(0, SHOWN.source).split('\n').map(plain),
      '',
      'as records:',
      ...body.drafts.map((record) => plain(record)),
      ...(body.good.length > 0 ? [`in force, as they were last good: ${body.good.map(plain).join(' ')}`] : []),
      ...(body.patch === null ? [] : [`fix: ${plain(body.patch)}`]),
      '',
      `to mend it, write the changes to a file, like ${plain(examplePatch(body))}, and: ff quarantine fix ${id} --patch FILE`,
    ])
    return EXIT.done
  },
})

function fixed(shell: Shell, body: QuarantineFixed): ExitCode {
  const { entry, outcome, findings } = body
  const said =
    outcome === 'promoted'
      ? `item ${plain(entry.item ?? '–')} of ${plain(entry.feed)} is in force; viewers see it with the next publish`
      : `item ${plain(entry.item ?? '–')} of ${plain(entry.feed)} is still faulty, and nothing changed:`
  answer(shell, body, [said, ...findingTable(findings)])
  return outcome === 'promoted' ? EXIT.done : EXIT.refused
}

/** Mends an item by changing its records; the fix is kept while the source repeats the fault. */
export const quarantineFix = defineVerb({
  name: 'quarantine fix',
  description: 'Mend an item by a JSON Merge Patch of its records: {"ast_…": {"durationMs": 30000}}',
  example: 'quarantine fix qua_01 --patch patch.json',
  args: {
    entry: ENTRY,
    patch: { type: 'string', required: true, description: 'File with the patches; - reads stdin', valueHint: 'FILE' },
  },
  run: async (args, shell) => {
    const id = matching('ENTRY', args.entry, entryId)
    const patch = await readJsonFile(shell, args.patch)
    return fixed(shell, await (await openOps(shell)).fixQuarantined(id, patch))
  },
})

/** Looks at an item again, after settings or rules changed. */
export const quarantineRelease = defineVerb({
  name: 'quarantine release',
  description: 'Read an item again as it is, after the settings or the rules that refused it changed',
  example: 'quarantine release qua_01 --reason "the host is known now"',
  args: {
    entry: ENTRY,
    reason: { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' },
  },
  run: async (args, shell) => {
    const id = matching('ENTRY', args.entry, entryId)
    return fixed(shell, await (await openOps(shell)).releaseQuarantined(id, args.reason))
  },
})

/** Forgets an entry; the last good version of the item stays in force. */
export const quarantineDrop = defineVerb({
  name: 'quarantine drop',
  description: 'Forget an entry and its fix; the last good version of the item stays in force',
  example: 'quarantine drop qua_01',
  args: { entry: ENTRY },
  run: async (args, shell) => {
    const id = matching('ENTRY', args.entry, entryId)
    const body = await (await openOps(shell)).dropQuarantined(id)
    answer(shell, body, [`${plain(body.dropped)} is gone; a later delivery with the same fault brings it back`])
    return EXIT.done
  },
})
