import { fitsInteger64, parseInteger64 } from './numbers.ts'
import { invalidExpiry } from './reply-errors.ts'

/** A duration in a command: seconds or milliseconds, from now or since 1970 (`…AT`). */
export interface Duration {
  readonly unit: 'EX' | 'PX' | 'EXAT' | 'PXAT'
  readonly amount: string
}

/** The instant in milliseconds; zero and negative amounts are refused, as SET does. */
export function expiryInstant(duration: Duration, now: number, command: string): number {
  const amount = parseInteger64(duration.amount)
  if (amount <= 0n) throw invalidExpiry(command)
  return instantOf(duration.unit, amount, now, command)
}

/** As `expiryInstant`, but an amount in the past is allowed: EXPIRE with it deletes the key. */
export function instantOf(unit: Duration['unit'], amount: bigint, now: number, command: string): number {
  const milliseconds = unit.startsWith('EX') ? amount * 1000n : amount
  const instant = unit.endsWith('AT') ? milliseconds : milliseconds + BigInt(Math.trunc(now))
  if (!fitsInteger64(instant)) throw invalidExpiry(command)
  return Number(instant)
}
