/** A part of a local day in which one verdict holds, as an answer tells it. */
interface ToldHours {
  /** Local time, `HH:MM`; `24:00`: the end of the day. */
  readonly from: string
  readonly to: string
  /** Whether it may be shown, at least as a still. */
  readonly shown: boolean
  readonly autoplay: boolean
  readonly reason: string | null
}

/**
 * Describes a day briefly: `plays`, `clock`, or `22–6 plays, else clock`. `still`: it may be shown, but does not start.
 */
export function hoursText(hours: readonly ToldHours[]): string {
  const parts = new Map<string, { from: string; to: string }[]>()
  for (const part of hours) {
    const word = wordOf(part)
    const ranges = parts.get(word) ?? []
    const before = ranges.at(-1)
    if (before && before.to === part.from) before.to = part.to
    else ranges.push({ from: part.from, to: part.to })
    parts.set(word, ranges)
  }
  const words = [...parts].sort(([a], [b]) => rank(a) - rank(b))
  if (words.length <= 1) return words[0]?.[0] ?? '–'
  return words
    .map(([word, ranges], index) =>
      index === words.length - 1 ? `else ${word}` : `${overMidnight(ranges).map(rangeWords).join(' ')} ${word}`,
    )
    .join(', ')
}

function wordOf({ shown, autoplay, reason }: ToldHours): string {
  if (autoplay) return 'plays'
  return shown ? `still: ${reason}` : `${reason}`
}

const rank = (word: string): number => (word === 'plays' ? 0 : word.startsWith('still') ? 1 : 2)

/** Joins a range that ends at midnight with the one that continues after it. */
function overMidnight(ranges: readonly { from: string; to: string }[]): readonly { from: string; to: string }[] {
  const [first] = ranges
  const last = ranges.at(-1)
  if (ranges.length < 2 || first?.from !== '00:00' || last?.to !== '24:00') return ranges
  return [...ranges.slice(1, -1), { from: last.from, to: first.to }]
}

function rangeWords({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${short(from)}–${short(to)}`
}

/** `22:00` → `22`, `05:30` → `5:30`. */
function short(clock: string): string {
  return clock.replace(/^0(?=\d)/, '').replace(/:00$/, '')
}
