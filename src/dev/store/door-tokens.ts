import { createHash, timingSafeEqual } from 'node:crypto'
import { ReplyError } from './backend.ts'
import { definitionOf, keysOf } from './commands/command-table.ts'

/** What a token allows: everything, or only these commands on keys with this prefix. */
export interface DoorToken {
  readonly token: string
  readonly allow: 'everything' | { readonly commands: readonly string[]; readonly keyPrefix: string }
}

/** The permission of the edge Worker's token: it reads viewers' profiles. */
export const PROFILE_READER: Exclude<DoorToken['allow'], 'everything'> = {
  commands: ['GET', 'MGET', 'HGET', 'HMGET', 'HGETALL'],
  keyPrefix: 'profile:',
}

/** The token that `Authorization` contains; undefined: none of the known ones. Compared in constant time. */
export function bearerOf(authorization: string | null, tokens: readonly DoorToken[]): DoorToken | undefined {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
  if (given === undefined) return undefined
  return tokens.find(({ token }) => token !== '' && timingSafeEqual(digest(token), digest(given)))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Throws NOPERM when the token does not allow the command, and the usual errors for a malformed command. */
export function checkPermission({ allow }: DoorToken, command: readonly string[]): void {
  const definition = definitionOf(command)
  if (allow === 'everything') return
  const name = command[0]?.toUpperCase() ?? ''
  if (!allow.commands.includes(name)) {
    throw new ReplyError(`NOPERM this user has no permissions to run the '${name.toLowerCase()}' command`)
  }
  const keys = keysOf(definition, command.slice(1))
  if (keys.length === 0 || keys.some((key) => !key.startsWith(allow.keyPrefix))) {
    throw new ReplyError('NOPERM No permissions to access a key')
  }
}
