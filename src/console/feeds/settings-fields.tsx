import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { FEED_PARTS, type FeedSettings, feedSettings } from '../../model/feeds/feed-settings.ts'
import { FEED_FORMAT_NAMES } from '../../model/messages/feed-formats.ts'
import { ASPECTS, ASSET_KINDS, CODECS } from '../../model/nouns/asset-vocabulary.ts'

type SettingName = keyof FeedSettings

/** How each setting is written: one of these, some of these, yes or no, or text that becomes something. */
const CONTROLS: Readonly<Record<SettingName, SettingControl>> = {
  format: { oneOf: FEED_FORMAT_NAMES },
  owner: { text: null },
  territories: { text: 'list' },
  provides: { someOf: FEED_PARTS },
  kind: { oneOf: ASSET_KINDS },
  aspect: { oneOf: ASPECTS },
  codec: { oneOf: CODECS },
  titles: { text: null },
  mode: { oneOf: ['full', 'delta'] },
  timeZone: { text: null },
  dateOnlyEnd: { oneOf: ['exclusive', 'inclusive'] },
  url: { text: null },
  everyMinutes: { text: 'number' },
  freshnessMinutes: { text: 'number' },
  maxRemovedPercent: { text: 'number' },
  maxClipSeconds: { text: 'number' },
  hosts: { text: 'json' },
  mediaTemplate: { text: null },
  worldwide: { oneOf: ['false', 'true'], kind: 'boolean' },
}

type SettingControl =
  | { readonly oneOf: readonly string[]; readonly kind?: 'boolean' }
  | { readonly someOf: readonly string[] }
  | { readonly text: 'list' | 'number' | 'json' | null }

/** The settings of a feed as fields, by their names in the ops API: what it refuses is marked by the same name. */
export function SettingsFields({ feed }: { readonly feed: FeedAnswer }) {
  return (
    <>
      {(Object.keys(CONTROLS) as SettingName[]).map((name) => (
        <SettingField name={name} value={feed[name]} control={CONTROLS[name]} />
      ))}
    </>
  )
}

interface SettingFieldProps {
  readonly name: SettingName
  readonly value: FeedAnswer[SettingName]
  readonly control: SettingControl
}

function SettingField({ name, value, control }: SettingFieldProps) {
  const { description } = feedSettings.shape[name]
  if ('someOf' in control) return <Choices name={name} value={value} some={control.someOf} />
  if ('oneOf' in control) {
    return (
      <label>
        <code>{name}</code> <small>{description}</small>
        <select name={name} data-kind={control.kind}>
          {control.oneOf.map((choice) => (
            <option value={choice} selected={choice === String(value)}>
              {choice}
            </option>
          ))}
        </select>
      </label>
    )
  }
  return (
    <label>
      <code>{name}</code> <small>{description}</small>
      <input name={name} value={textOf(value)} data-kind={control.text} dir="auto" autocomplete="off" />
    </label>
  )
}

interface ChoicesProps {
  readonly name: SettingName
  readonly value: FeedAnswer[SettingName]
  readonly some: readonly string[]
}

function Choices({ name, value, some }: ChoicesProps) {
  return (
    <fieldset class="choices">
      <legend>
        <code>{name}</code> <small>{feedSettings.shape[name].description} None: all of them.</small>
      </legend>
      {some.map((choice) => (
        <label class="choice">
          <input
            type="checkbox"
            name={`${name}.+`}
            value={choice}
            checked={Array.isArray(value) && (value as readonly string[]).includes(choice)}
          />{' '}
          {choice}
        </label>
      ))}
    </fieldset>
  )
}

function textOf(value: FeedAnswer[SettingName]): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
