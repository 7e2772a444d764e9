type Choice = readonly [value: string, label: string]

const COUNTRIES: readonly Choice[] = [
  ['', 'Where the stack says'],
  ['US', 'United States'],
  ['GB', 'United Kingdom'],
  ['DE', 'Germany'],
  ['FR', 'France'],
  ['ES', 'Spain'],
  ['IN', 'India'],
  ['JP', 'Japan'],
  ['BR', 'Brazil'],
  ['AU', 'Australia'],
  ['KR', 'South Korea'],
  ['XX', 'Unknown place'],
]

const DEVICES: readonly Choice[] = [
  ['', 'TV and mobile'],
  ['tv', 'Television'],
  ['mobile', 'Mobile'],
  ['tablet', 'Tablet'],
  ['web', 'Web'],
  ['console', 'Console'],
  ['speaker', 'Speaker'],
]

const LANGUAGES: readonly Choice[] = [
  ['', 'As the browser asks'],
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['fr', 'Français'],
  ['es', 'Español'],
  ['it', 'Italiano'],
  ['pt', 'Português'],
  ['nl', 'Nederlands'],
  ['hi', 'हिन्दी'],
  ['ja', '日本語'],
  ['ko', '한국어'],
]

/** Who watches, where, on what: each field is one hint, or one part of the debug context. */
export function Controls({ country }: { country: string }) {
  return (
    <form class="controls card" id="controls" aria-label="Who is watching" autocomplete="off">
      <h2>Who is watching</h2>
      <Choose name="country" label="Country" choices={COUNTRIES} chosen={country} />
      <Choose name="device" label="Device" choices={DEVICES} />
      <Choose name="language" label="Language" choices={LANGUAGES} />
      <label class="field">
        <span>Clock, UTC</span>
        <input type="datetime-local" name="now" />
      </label>
      <label class="field">
        <span>Viewer token</span>
        <textarea name="viewerToken" rows={3} placeholder="Paste one; empty is a guest" spellcheck={false}></textarea>
      </label>
      <fieldset>
        <legend>Narrowed by</legend>
        <Switch name="kids" label="Kids profile" />
        <Switch name="autoplayOff" label="Autoplay off" />
        <Switch name="saveData" label="Save data" />
        <Switch name="reducedMotion" label="Reduced motion" />
      </fieldset>
      <div class="buttons">
        <button type="submit" class="primary">
          Ask again
        </button>
        <button type="button" id="new-session">
          New session
        </button>
      </div>
      <p class="hint">Country and clock need a stack with its debug context on.</p>
    </form>
  )
}

interface Choosing {
  readonly name: string
  readonly label: string
  readonly choices: readonly Choice[]
  /** What stands there at first; the first choice if left out. */
  readonly chosen?: string
}

function Choose({ name, label, choices, chosen = '' }: Choosing) {
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name}>
        {choices.map(([value, text]) => (
          <option value={value} selected={chosen !== '' && value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

function Switch({ name, label }: { name: string; label: string }) {
  return (
    <label class="switch">
      <input type="checkbox" name={name} />
      <span>{label}</span>
    </label>
  )
}
