import { macUnder, type UnitKeys } from './unit-keys.ts'

const DAY_MS = 86_400_000
const DAY_KEY_BYTES = 32

/**
 * Tells networks apart, by 12 bits of a hash under a key that changes every UTC day. It shows that one network floods,
 * and is too short to tell which: each value stands for thousands of networks, and for others on the next day.
 */
export class NetworkSources {
  #day = Number.NaN
  #sourceOf: ((network: string) => number) | null = null

  constructor(private readonly keys: UnitKeys) {}

  /**
   * 0 to 4095; null without keys, or if the address is missing or none.
   * @param now milliseconds since 1970 UTC
   */
  of(address: string | null, now: number): number | null {
    const network = address === null ? null : networkOf(address)
    if (network === null) return null
    const day = Math.floor(now / DAY_MS)
    if (day !== this.#day) this.#begin(day)
    return this.#sourceOf?.(network) ?? null
  }

  #begin(day: number): void {
    this.#day = day
    const [key] = this.keys
    if (key === undefined) return
    const mac = macUnder(key.mac(`source\n${day}`).subarray(0, DAY_KEY_BYTES))
    this.#sourceOf = (network) => {
      const [high = 0, low = 0] = mac(network)
      return (high << 4) | (low >> 4)
    }
  }
}

/** The network of an address: its /24 for IPv4, also where IPv6 maps it, else its /48; null for no address. */
export function networkOf(address: string): string | null {
  if (!address.includes(':')) {
    const parts = fourParts(address)
    return parts === null ? null : parts.slice(0, 3).join('.')
  }
  const groups = eightGroups(address)
  if (groups === null) return null
  const [high = 0, low = 0] = groups.slice(6)
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 0xff, low >> 8].join('.')
  }
  return groups
    .slice(0, 3)
    .map((group) => group.toString(16))
    .join(':')
}

function fourParts(text: string): readonly number[] | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.map(Number)
}

/** The groups of an IPv6 address, with what `::` leaves out. Source: RFC 4291, section 2.2. */
function eightGroups(address: string): readonly number[] | null {
  const halves = inHexOnly(address)?.split('::') ?? []
  if (halves.length < 1 || halves.length > 2) return null
  const [before = [], after] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (after === undefined && before.length !== 8) return null
  if (after !== undefined && before.length + after.length > 7) return null
  const left = new Array<string>(8 - before.length - (after?.length ?? 0)).fill('0')
  const groups = [...before, ...left, ...(after ?? [])]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return groups.map((group) => Number.parseInt(group, 16))
}

/** The address with an IPv4 address at its end written as two groups. */
function inHexOnly(address: string): string | null {
  const at = address.lastIndexOf(':') + 1
  const last = address.slice(at)
  if (!last.includes('.')) return address
  const parts = fourParts(last)
  if (parts === null) return null
  const [a = 0, b = 0, c = 0, d = 0] = parts
  return `${address.slice(0, at)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
