/** A period of time as an element writes it; null: it leaves that end open. */
export interface ValidPeriod {
  readonly start: string | null
  readonly end: string | null
}

/**
 * Reads `start=2026-11-01T00:00Z; end=2026-12-01T00:00Z; scheme=W3C-DTF`: parts in any order, with or without blanks,
 * scheme and either end. A name may stand in it too. null: it is written in no such way, or says a part twice. Source: DCMI
 * Period Encoding Scheme (2006).
 */
export function readValidPeriod(text: string): ValidPeriod | null {
  const parts = new Map<string, string>()
  for (const part of text.split(';')) {
    if (part.trim() === '') continue
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim().toLowerCase()
    if (at < 0 || parts.has(name)) return null
    parts.set(name, part.slice(at + 1).trim())
  }
  if (!parts.has('start') && !parts.has('end')) return null
  return { start: parts.get('start') ?? null, end: parts.get('end') ?? null }
}
