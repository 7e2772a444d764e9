import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { BOUNDARIES } from './boundaries.ts'
import type { SourceFile } from './source-file.ts'

const CORE_ROW = /^\| \[([\w-]+)\]\([\w-]+\) \| ([^|]+) \| /
const SHELL_ROW = /^\| \[([\w-]+)\]\([\w-]+\) \| /

/** What `src/README.md` says of the rooms that is not so, or does not say. */
export function untoldRooms(files: readonly SourceFile[], page = readFileSync('src/README.md', 'utf8')): string[] {
  const [, core = '', shell = ''] = page.split(/^## /m)
  const sees = new Map([...rows(core, CORE_ROW)].map(([name, seen]) => [name, seen]))
  const told = new Set([...sees.keys(), ...rows(shell, SHELL_ROW).map(([name]) => name)])
  const rooms = new Set(files.flatMap(({ path }) => (path.split('/').length > 2 ? [path.split('/')[1] ?? ''] : [])))
  const untold = [...rooms].filter((room) => !told.has(room)).map((room) => `src/README.md has no row for ${room}`)
  const gone = [...told]
    .filter((room) => !rooms.has(room))
    .map((room) => `src/README.md tells of ${room}, which is gone`)
  const wrong = [...sees].flatMap(([room, seen]) => {
    const boundary = BOUNDARIES.find(({ folder }) => folder === room)
    const may = boundary && 'only' in boundary ? boundary.only.join(', ') || 'nothing' : 'anything'
    return may === seen ? [] : [`src/README.md: ${room} sees "${seen}", and may see "${may}"`]
  })
  return [...untold, ...gone, ...wrong, ...deadLinks(page, files)]
}

function rows(text: string, row: RegExp): [name: string, seen: string][] {
  return text.split('\n').flatMap((line) => {
    const found = row.exec(line)
    return found === null ? [] : [[found[1] ?? '', (found[2] ?? '').trim()] as [string, string]]
  })
}

function deadLinks(page: string, files: readonly SourceFile[]): string[] {
  const folders = new Set(files.map(({ path }) => posix.dirname(path)))
  const has = (folder: string) => [...folders].some((each) => each === folder || each.startsWith(`${folder}/`))
  return [...page.matchAll(/\]\(([\w/-]+)\)/g)]
    .map(([, target]) => `src/${target}`)
    .filter((folder) => !has(folder))
    .map((folder) => `src/README.md links ${folder}, which is not there`)
}
