import type { RegionAnswer } from '../../../contracts/ops/answers/regions.ts'
import type { ConsolePage } from '../../page.ts'
import { ActForm, ActFrame } from './act-frame.tsx'
import { isHeld, lookAhead, PublishAhead } from './publish-ahead.tsx'

/** `/console/regions/{r}/publish`: a dry run with its decision difference, then the publish. */
export const publishPage: ConsolePage = {
  path: '/console/regions/:region/publish',
  section: 'regions',
  parameters: [],
  show: async ({ path, ask, me }) => {
    const status = await ask.get<RegionAnswer>(`regions/${path('region')}`)
    const { region } = status
    const title = `Publish ${region}`
    const ahead = await lookAhead(ask, me, region)
    return {
      title,
      body: (
        <ActFrame title={title} region={region}>
          <PublishAhead status={status} ahead={ahead} me={me} />
          {!isHeld(ahead) && (
            <ActForm
              me={me}
              region={region}
              action="region.publish"
              send={`POST /ops/v1/regions/${region}/publish`}
              words={`Publish ${region}`}
              repeated="Pressing again is safe: when the schedule gives what is live already, nothing is announced, and the page says so."
            />
          )}
        </ActFrame>
      ),
    }
  },
}
