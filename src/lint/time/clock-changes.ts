import { zoneOffsets } from '../../compile/time/zone-offsets.ts'

const MINUTE_MS = 60_000

/** What a clock does at a local time that it does not show once. */
export interface OddTime {
  readonly kind: 'skipped' | 'twice'
  /** The instant of the change, milliseconds since 1970 UTC. */
  readonly at: number
}

/** The changes of clocks by which the compiler writes its offsets: two years of them. */
export class ClockChanges {
  private readonly zones = new Map<string, readonly (readonly [number, number])[]>()

  constructor(private readonly now: number) {}

  /** What the clock of a zone does at a local time; null: it shows it once, or nobody knows so far ahead. */
  oddAt(local: string, zone: string): OddTime | null {
    const wall = Date.parse(`${local}Z`)
    const changes = this.of(zone)
    for (const [index, [at, minutes]] of changes.entries()) {
      const before = changes[index - 1]?.[1]
      if (before === undefined || before === minutes) continue
      const [old, young] = [at + before * MINUTE_MS, at + minutes * MINUTE_MS]
      if (old <= wall && wall < young) return { kind: 'skipped', at }
      if (young <= wall && wall < old) return { kind: 'twice', at }
    }
    return null
  }

  private of(zone: string): readonly (readonly [number, number])[] {
    const known = this.zones.get(zone)
    if (known !== undefined) return known
    const changes = zoneOffsets([zone], this.now).alike[0]?.changes ?? []
    this.zones.set(zone, changes)
    return changes
  }
}
