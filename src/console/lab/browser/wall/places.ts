/** A place of the wall: a territory, and one of its clocks. */
export interface WallPlace {
  readonly country: string
  readonly name: string
  /** IANA zone; null: the place is not known, and neither is its clock. */
  readonly timeZone: string | null
}

/** From west to east, the unknown place last: a clock opens from the right to the left. */
export const WALL_PLACES: readonly WallPlace[] = [
  { country: 'US', name: 'United States', timeZone: 'America/New_York' },
  { country: 'BR', name: 'Brazil', timeZone: 'America/Sao_Paulo' },
  { country: 'GB', name: 'United Kingdom', timeZone: 'Europe/London' },
  { country: 'DE', name: 'Germany', timeZone: 'Europe/Berlin' },
  { country: 'FR', name: 'France', timeZone: 'Europe/Paris' },
  { country: 'IT', name: 'Italy', timeZone: 'Europe/Rome' },
  { country: 'ZA', name: 'South Africa', timeZone: 'Africa/Johannesburg' },
  { country: 'IN', name: 'India', timeZone: 'Asia/Kolkata' },
  { country: 'KR', name: 'South Korea', timeZone: 'Asia/Seoul' },
  { country: 'JP', name: 'Japan', timeZone: 'Asia/Tokyo' },
  { country: 'AU', name: 'Australia', timeZone: 'Australia/Sydney' },
  { country: 'XX', name: 'Unknown place', timeZone: null },
]

/** The clock on the wall of a place, `20:15`; of an unknown place, in words that there is none. */
export function clockOf({ timeZone }: Pick<WallPlace, 'timeZone'>, now: number): string {
  if (timeZone === null) return 'any clock'
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(now)
}
