const CLOCK = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,6})?)$/
const ISO_PERIOD = /^PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6}(?:\.\d{1,6})?)S)?$/i

/**
 * A length in milliseconds, from seconds (`52`, `52.5`), `mm:ss`, `hh:mm:ss`, or a period of ISO 8601 (`PT1M30S`);
 * null: none of them, or no length at all.
 */
export function durationMsOf(text: string): number | null {
  const plain = text.trim()
  const parts = CLOCK.exec(plain) ?? ISO_PERIOD.exec(plain)
  const [hours, minutes, seconds] = parts === null ? [0, 0, plain] : parts.slice(1).map((part) => part ?? '0')
  if (parts === null && !/^\d{1,7}(\.\d{1,6})?$/.test(plain)) return null
  const length = Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
  return length > 0 ? length : null
}
