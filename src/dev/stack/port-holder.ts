import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { nameOf } from '../processes.ts'

/** State of a socket that listens, in /proc/net/tcp. */
const LISTENS = '0A'

/** Which process listens on a port, like `workerd (pid 4711)`; null: the system does not tell. */
export function portHolder(port: number): string | null {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningOn(port, table)))
  if (sockets.size === 0) return null
  for (const pid of numbered('/proc')) {
    if (filesOf(pid).some((target) => sockets.has(target))) return `${nameOf(Number(pid)) ?? 'a process'} (pid ${pid})`
  }
  return null
}

/** The sockets that listen on a port, as a process's open files name them. */
function listeningOn(port: number, table: string): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return read(table).flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
    return local.endsWith(`:${hex}`) && state === LISTENS ? [`socket:[${inode}]`] : []
  })
}

function read(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function numbered(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}

function filesOf(pid: string): readonly string[] {
  return numbered(`/proc/${pid}/fd`).flatMap((file) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${file}`)]
    } catch {
      // The file was closed meanwhile.
      return []
    }
  })
}
