import { importsOf } from './imports.ts'
import type { SourceFile } from './source-file.ts'

/** Rings of files that import each other (types too), each told once, from its first file by name. */
export function cycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map((file) => [file.path, targets(file)]))
  const rings = new Set<string>()
  const finished = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      rings.add(fromFirst(trail.slice(start)).join(' → '))
      return
    }
    if (finished.has(path)) return
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path])
    finished.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return [...rings]
}

function targets(file: SourceFile): string[] {
  return importsOf(file).flatMap(({ target }) => (target === null ? [] : [target]))
}

function fromFirst(ring: readonly string[]): string[] {
  const first = ring.indexOf([...ring].sort()[0] ?? '')
  return [...ring.slice(first), ...ring.slice(0, first)]
}
