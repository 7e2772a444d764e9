import type { Draft } from '../../../ingest/feeds/feed-reader.ts'
import { mergePatch } from '../../../ingest/parts/merge-patch.ts'
import type { DeliveryRun } from '../delivery-run.ts'
import { type QuarantinedItem, readEntries } from '../stores/quarantine-store.ts'

/** What a person changed of an item's drafts, and the faults that this mends. */
export interface Fix {
  readonly entry: QuarantinedItem
  readonly patch: NonNullable<QuarantinedItem['patch']>
  /** The item's faults, as `faultsOf` writes them. A fix holds only for the same ones. */
  readonly faults: string
}

/** The fixes of items, by their keys. */
export async function readFixes(run: DeliveryRun, keys: readonly string[]): Promise<ReadonlyMap<string, Fix>> {
  const ids = keys.flatMap((key) => run.before.fixed.get(key) ?? run.before.open.get(key) ?? [])
  const fixes = new Map<string, Fix>()
  if (ids.length === 0) return fixes
  for (const entry of await readEntries(run.redis, ids)) {
    const { key, patch, findings } = entry
    if (patch !== null) fixes.set(key, { entry, patch, faults: faultsOf(findings) })
  }
  return fixes
}

/** The faults of an item, without the values: two with the same text have the same faults. */
export function faultsOf(
  findings: readonly { readonly severity: string; readonly rule: string; readonly path: string }[],
): string {
  const faults = findings.filter(({ severity }) => severity === 'error').map(({ rule, path }) => `${rule} ${path}`)
  return [...new Set(faults)].sort().join('\n')
}

/** The drafts with the fix; the type and id of a record stay. */
export function applyFix(drafts: readonly Draft[], { patch }: Pick<Fix, 'patch'>): readonly Draft[] {
  return drafts.map((draft) => {
    const change = patch[draft.id]
    return change === undefined ? draft : { ...mergePatch(draft, change), type: draft.type, id: draft.id }
  })
}
