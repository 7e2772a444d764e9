import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDoWithFeed, whoMay } from '../frame/may-do.ts'
import type { ConsolePage } from '../page.ts'

/** `/console/feeds/:id/pull`: where a feed would be fetched from, and the button that fetches it. */
export const pullPage: ConsolePage = {
  path: '/console/feeds/:id/pull',
  section: 'feeds',
  parameters: [],
  show: async ({ ask, me, path }) => {
    const feed = await ask.get<FeedAnswer>(`feeds/${encodeURIComponent(path('id'))}`)
    const { feed: name, url, mode, maxRemovedPercent } = feed
    return {
      title: `Fetch ${name} now`,
      body: (
        <div class="page narrow feeds">
          <ActHead href={`/console/feeds/${name}`} name={name}>
            Fetch it now
          </ActHead>
          <p>
            {url === null ? 'It has no url: it is sent, not fetched.' : 'Its source is '}
            {url !== null && <code>{url}</code>}
          </p>
          <p>
            {mode === 'full'
              ? `What is missing there is withdrawn; if more than ${maxRemovedPercent} % of its items are missing, it is held until somebody releases it.`
              : 'It is what changed: nothing is withdrawn by being missing.'}
          </p>
          {mayDoWithFeed(me, 'feed.deliver', name) ? (
            <form
              class="fields"
              data-send={`POST /ops/v1/feeds/${name}/pull`}
              data-body="none"
              data-then={`go /console/feeds/${name}`}
            >
              <div class="acts">
                <button type="submit" class="act strong" autofocus disabled={url === null}>
                  Fetch it
                </button>
              </div>
              <output role="alert"></output>
            </form>
          ) : (
            <p class="notice" role="note">
              You may not: {whoMay(me, 'feed.deliver')} may.
            </p>
          )}
        </div>
      ),
    }
  },
}
