import { ReplyError } from '../backend.ts'

/** The error texts of Redis 7, so that they are the same locally and in production. */
export const wrongType = () => new ReplyError('WRONGTYPE Operation against a key holding the wrong kind of value')
export const syntaxError = () => new ReplyError('ERR syntax error')
export const notAnInteger = () => new ReplyError('ERR value is not an integer or out of range')
export const notAFloat = () => new ReplyError('ERR value is not a valid float')
export const wouldOverflow = () => new ReplyError('ERR increment or decrement would overflow')
export const noSuchKey = () => new ReplyError('ERR no such key')

export const wrongArgumentCount = (command: string) =>
  new ReplyError(`ERR wrong number of arguments for '${command.toLowerCase()}' command`)

export const invalidExpiry = (command: string) => new ReplyError(`ERR invalid expire time in '${command}' command`)

/** Upstash's text for commands that its REST API does not serve; here also for those that are not in the table. */
export const notAvailable = (command: string) => new ReplyError(`ERR Command is not available: '${command}'`)
