/** The fields of a record as they are filled one by one, by paths such as `renditions.0.url`. */
export class FieldTree {
  private readonly root: Branch = new Map()

  /** Fills a field. false: it is filled already, itself or a part of it. */
  put(path: readonly string[], value: unknown): boolean {
    let branch = this.root
    for (const key of path.slice(0, -1)) {
      const next = branch.get(key) ?? { branch: new Map() }
      if (!('branch' in next)) return false
      branch.set(key, next)
      branch = next.branch
    }
    const last = path.at(-1) ?? ''
    if (branch.has(last)) return false
    branch.set(last, { value })
    return true
  }

  /** The record. Lists are closed up: who leaves the columns of a second rendition empty has a first and a third one. */
  record(): { readonly [field: string]: unknown } {
    return Object.fromEntries(entriesOf(this.root))
  }
}

type Branch = Map<string, { readonly value: unknown } | { readonly branch: Branch }>

function entriesOf(branch: Branch): [string, unknown][] {
  return [...branch].map(([key, node]) => [key, 'branch' in node ? joined(node.branch) : node.value])
}

function joined(branch: Branch): unknown {
  const entries = entriesOf(branch)
  const isList = entries.every(([key]) => /^\d+$/.test(key))
  if (!isList) return Object.fromEntries(entries)
  return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, value]) => value)
}
