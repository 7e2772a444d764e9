import type { ScheduleRecord } from '../../model/nouns/record.ts'
import { type LineRefusal, type RefusalRule, refusal } from '../lines/line-refusal.ts'

/** The part of a record that checking references needs: small enough to keep for a whole batch. */
export interface ReferenceNode {
  readonly id: string
  readonly line: number
  readonly references: readonly Reference[]
}

/** One field that names another record. */
export interface Reference {
  readonly path: string
  readonly id: string
  readonly rule: Extract<RefusalRule, 'missing-title' | 'missing-asset' | 'missing-parent'>
}

/**
 * The references of a record: a title's parent, an asset's title, a campaign's explicit assets. Takedowns are not
 * checked, because they may name what does not exist.
 */
export function referencesOf(record: ScheduleRecord): Reference[] {
  switch (record.type) {
    case 'title':
      return record.parentId === null ? [] : [{ path: 'parentId', id: record.parentId, rule: 'missing-parent' }]
    case 'asset':
      return record.titleId === null ? [] : [{ path: 'titleId', id: record.titleId, rule: 'missing-title' }]
    case 'campaign':
      if (!Array.isArray(record.assets)) return []
      return record.assets.map((id, index) => ({ path: `assets.${index}`, id, rule: 'missing-asset' }))
    case 'takedown':
      return []
  }
}

/** Stored ids that the batch refers to → the parent's id for a title that has one, else null. */
export type StoredReferences = ReadonlyMap<string, string | null>

/**
 * Refuses records of a batch that refer to something neither in the batch nor stored, titles that are their own
 * ancestors, and, in turn, records that refer to a refused record that is not stored either. Every broken reference is
 * reported, so that one pass over a feed finds them all.
 */
export function checkReferences(batch: readonly ReferenceNode[], stored: StoredReferences): Map<string, LineRefusal[]> {
  const nodes = new Map(batch.map((node) => [node.id, node]))
  const refused = new Map<string, LineRefusal[]>()
  const addRefusal = (id: string, found: LineRefusal) => {
    const known = refused.get(id)
    if (known === undefined) refused.set(id, [found])
    else known.push(found)
  }

  for (const node of batch) {
    for (const reference of node.references) {
      if (!nodes.has(reference.id) && !stored.has(reference.id)) addRefusal(node.id, missing(node, reference))
    }
  }
  for (const node of titlesInLoops(nodes, stored)) {
    addRefusal(
      node.id,
      refusal(node.line, 'parent-loop', 'parentId', parentOf(node), 'a title may not be its own ancestor'),
    )
  }

  const dependents = dependentsOf(batch)
  const pending = [...refused.keys()]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    // The stored version remains valid, even if older: only the new version was refused.
    if (stored.has(id)) continue
    for (const { node, reference } of dependents.get(id) ?? []) {
      if (!refused.has(node.id)) pending.push(node.id)
      addRefusal(node.id, missing(node, reference))
    }
  }
  return refused
}

function missing(node: ReferenceNode, { rule, path, id }: Reference): LineRefusal {
  const hint = `${id} is neither stored nor accepted in this batch: send it too, or correct its own line`
  return refusal(node.line, rule, path, id, hint)
}

function dependentsOf(batch: readonly ReferenceNode[]) {
  const dependents = new Map<string, { readonly node: ReferenceNode; readonly reference: Reference }[]>()
  for (const node of batch) {
    for (const reference of node.references) {
      const known = dependents.get(reference.id)
      if (known === undefined) dependents.set(reference.id, [{ node, reference }])
      else known.push({ node, reference })
    }
  }
  return dependents
}

const parentOf = (node: ReferenceNode): string | undefined =>
  node.references.find(({ rule }) => rule === 'missing-parent')?.id

/** Each title is visited once: a walk stops at titles that an earlier one cleared. */
function titlesInLoops(nodes: ReadonlyMap<string, ReferenceNode>, stored: StoredReferences): ReferenceNode[] {
  const inLoops: ReferenceNode[] = []
  const cleared = new Set<string>()
  for (const start of nodes.values()) {
    const walk: string[] = []
    const onWalk = new Set<string>()
    let id: string | undefined = start.id
    while (id !== undefined && !cleared.has(id) && !onWalk.has(id)) {
      walk.push(id)
      onWalk.add(id)
      const node: ReferenceNode | undefined = nodes.get(id)
      id = node === undefined ? (stored.get(id) ?? undefined) : parentOf(node)
    }
    if (id !== undefined && onWalk.has(id)) {
      for (const member of walk.slice(walk.indexOf(id))) {
        const node = nodes.get(member)
        if (node !== undefined) inLoops.push(node)
      }
    }
    for (const member of walk) cleared.add(member)
  }
  return inLoops
}
