import { ReplyError } from '../backend.ts'

/** Redis 7's own texts, so that what is seen locally is what production says. */
export const wrongType = () => new ReplyError('WRONGTYPE Operation against a key holding the wrong kind of value')
export const syntaxError = () => new ReplyError('ERR syntax error')
export const notAnInteger = () => new ReplyError('ERR value is not an integer or out of range')
export const notAFloat = () => new ReplyError('ERR value is not a valid float')
export const wouldOverflow = () => new ReplyError('ERR increment or decrement would overflow')
export const noSuchKey = () => new ReplyError('ERR no such key')

export const wrongArgumentCount = (command: string) =>
  new ReplyError(`ERR wrong number of arguments for '${command.toLowerCase()}' command`)

export const invalidExpiry = (command: string) => new ReplyError(`ERR invalid expire time in '${command}' command`)

/** Upstash's text for what its REST door does not serve (blocking, subscriptions, what is not in our table). */
export const notAvailable = (command: string) => new ReplyError(`ERR Command is not available: '${command}'`)
