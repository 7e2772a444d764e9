import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { feedSettings } from '../../model/feeds/feed-settings.ts'

const SETTINGS = Object.keys(feedSettings.shape) as (keyof typeof feedSettings.shape)[]

/** The settings of a feed, by the names that they have in the ops API. */
export function SettingsList({ feed }: { readonly feed: FeedAnswer }) {
  return (
    <details class="panel settings">
      <summary>Settings, revision {feed.revision}</summary>
      <dl class="facts">
        {SETTINGS.map((name) => (
          <>
            <dt>{name}</dt>
            <dd>
              <bdi class="name">{settingInWords(feed[name])}</bdi>
            </dd>
          </>
        ))}
      </dl>
      <p class="dim">
        <a href={`/console/feeds/${feed.feed}/settings`}>Change them</a>, or <code>ff feeds set {feed.feed}</code>
      </p>
    </details>
  )
}

function settingInWords(value: unknown): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
