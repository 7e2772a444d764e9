const DAY_MS = 86_400_000
/** The longest pin that the ops API takes. */
const LONGEST_DAYS = 7

/** Until when a pin holds: a day from now unless somebody says otherwise. */
export function EndOfPin({ now, label }: { readonly now: number; readonly label: string }) {
  return (
    <label>
      {label}
      <input
        type="datetime-local"
        name="until"
        data-kind="utc"
        required
        value={minuteOf(now + DAY_MS)}
        min={minuteOf(now)}
        max={minuteOf(now + LONGEST_DAYS * DAY_MS)}
      />
    </label>
  )
}

function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16)
}
