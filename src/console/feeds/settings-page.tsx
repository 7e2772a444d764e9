import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDoWithFeed, whoMay } from '../frame/may-do.ts'
import type { ConsolePage } from '../page.ts'
import { SettingsFields } from './settings-fields.tsx'

/** `/console/feeds/:id/settings`: how a feed is read, to be changed from the revision that is shown. */
export const settingsPage: ConsolePage = {
  path: '/console/feeds/:id/settings',
  section: 'feeds',
  parameters: [],
  show: async ({ ask, me, path }) => {
    const feed = await ask.get<FeedAnswer>(`feeds/${encodeURIComponent(path('id'))}`)
    const { feed: name, revision } = feed
    return {
      title: `Settings of ${name}`,
      body: (
        <div class="page narrow feeds">
          <ActHead href={`/console/feeds/${name}`} name={name}>
            Change the settings
          </ActHead>
          <p>
            They count from the next delivery on; what is in force stays as it was read. This is revision {revision}.
          </p>
          {mayDoWithFeed(me, 'feed.manage', name) ? (
            <form
              class="fields"
              data-send={`PUT /ops/v1/feeds/${name}`}
              data-if-match={`"r${revision}"`}
              data-then={`go /console/feeds/${name}`}
            >
              <SettingsFields feed={feed} />
              <div class="acts">
                <button type="submit" class="act strong">
                  Set them
                </button>
              </div>
              <output role="alert"></output>
            </form>
          ) : (
            <p class="notice" role="note">
              You may not: {whoMay(me, 'feed.manage')} may.
            </p>
          )}
        </div>
      ),
    }
  },
}
