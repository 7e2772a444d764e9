import { notAFloat } from './reply-errors.ts'

/**
 * HINCRBYFLOAT as Redis computes it: in x87 long doubles (64 bits of mantissa), printed with 17 decimals without
 * trailing zeros. Doubles would give 0.30000000000000004 where Redis gives 0.3, so a counter in the embedded store
 * would differ from one in a real Redis.
 */
export function addAsLongDouble(left: string, right: string, refuseLeft: () => Error = notAFloat): string {
  return print(roundMantissa(add(parse(left, refuseLeft), parse(right, notAFloat))))
}

/** `mantissa × 2^exponent`. */
interface Dyadic {
  readonly mantissa: bigint
  readonly exponent: number
}

const MANTISSA_BITS = 64
const PRINTED_DECIMALS = 17n

function parse(text: string, refuse: () => Error): Dyadic {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i.exec(text)
  const digits = `${match?.[2] ?? ''}${match?.[3] ?? ''}`
  if (!match || digits === '') throw refuse()
  const power = Number(match[4] ?? 0) - (match[3] ?? '').length
  if (Math.abs(power) > 300 || digits.length > 300) throw refuse()
  const numerator = BigInt(digits) * (power > 0 ? 10n ** BigInt(power) : 1n)
  const denominator = power < 0 ? 10n ** BigInt(-power) : 1n
  // With 128 more bits than the denominator, the only rounding to 64 bits happens in roundMantissa.
  const shift = bitLength(denominator) + 128
  const scaled = (numerator << BigInt(shift)) / denominator
  const remainderIsZero = scaled * denominator === numerator << BigInt(shift)
  const sticky = remainderIsZero ? scaled << 1n : (scaled << 1n) | 1n
  return roundMantissa({ mantissa: match[1] === '-' ? -sticky : sticky, exponent: -shift - 1 })
}

function add(left: Dyadic, right: Dyadic): Dyadic {
  const exponent = Math.min(left.exponent, right.exponent)
  const aligned = (value: Dyadic) => value.mantissa << BigInt(value.exponent - exponent)
  return { mantissa: aligned(left) + aligned(right), exponent }
}

function roundMantissa({ mantissa, exponent }: Dyadic): Dyadic {
  const excess = bitLength(mantissa < 0n ? -mantissa : mantissa) - MANTISSA_BITS
  if (excess <= 0) return { mantissa, exponent }
  return { mantissa: divideHalfToEven(mantissa, 1n << BigInt(excess)), exponent: exponent + excess }
}

function print({ mantissa, exponent }: Dyadic): string {
  const scaled = mantissa * 10n ** PRINTED_DECIMALS
  const units = exponent >= 0 ? scaled << BigInt(exponent) : divideHalfToEven(scaled, 1n << BigInt(-exponent))
  const digits = (units < 0n ? -units : units).toString().padStart(Number(PRINTED_DECIMALS) + 1, '0')
  const whole = digits.slice(0, -Number(PRINTED_DECIMALS))
  const decimals = digits.slice(-Number(PRINTED_DECIMALS)).replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

function divideHalfToEven(value: bigint, divisor: bigint): bigint {
  const magnitude = value < 0n ? -value : value
  const quotient = magnitude / divisor
  const twice = (magnitude % divisor) * 2n
  const rounded = twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient
  return value < 0n ? -rounded : rounded
}

const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length)
