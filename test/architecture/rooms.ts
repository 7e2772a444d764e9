import { posix } from 'node:path'
import { CORE } from './banned.ts'
import { importsOf } from './imports.ts'
import type { SourceFile } from './source-file.ts'

/** So many files stand side by side at most: a newcomer reads a folder at a glance. Only ever less. */
export const MOST_FILES = 20

/** Folders of more files than are read at a glance. */
export function crowdedFolders(files: readonly SourceFile[]): string[] {
  const numbers = new Map<string, number>()
  for (const { path } of files) numbers.set(posix.dirname(path), (numbers.get(posix.dirname(path)) ?? 0) + 1)
  return [...numbers]
    .filter(([, number]) => number > MOST_FILES)
    .map(([folder, number]) => `${folder}: ${number} files; part it by what they are for, ${MOST_FILES} at most`)
}

/** Folders of one core room that import each other, whichever files do; what stands in the room itself is above them. */
export function entwinedFolders(files: readonly SourceFile[]): string[] {
  const arrows = new Map<string, string>()
  for (const file of files) {
    for (const { target } of importsOf(file)) {
      const [from, to] = [placeIn(file.path), placeIn(target)]
      if (from === null || to === null || from.room !== to.room || from.folder === to.folder) continue
      arrows.set(`${from.room}/${from.folder} → ${to.folder}`, `${file.path} imports ${target}`)
    }
  }
  return [...arrows].flatMap(([arrow, example]) => {
    const [, room, from, to] = /^(.+)\/(.+) → (.+)$/.exec(arrow) ?? []
    return arrows.has(`${room}/${to} → ${from}`) ? [`${arrow}, and back: ${example}`] : []
  })
}

function placeIn(path: string | null): { readonly room: string; readonly folder: string } | null {
  const [source, room, folder, file] = path?.split('/') ?? []
  if (source !== 'src' || room === undefined || folder === undefined || file === undefined) return null
  return CORE.some((name) => name === room) ? { room, folder } : null
}
