import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { linkTo } from '../../acts/console-acts.ts'
import { Act } from '../../frame/act.tsx'
import { ActFrame } from './act-frame.tsx'

interface NothingLiveProps {
  readonly title: string
  readonly region: RegionId
  readonly me: WhoAmI
}

/** In place of an act on what is live, where nothing is. */
export function NothingLive({ title, region, me }: NothingLiveProps) {
  return (
    <ActFrame title={title} region={region}>
      <p class="refusal">
        {region} has no live snapshot: house idents play there, and there is nothing to steer. Publish it first.
      </p>
      <p class="acts">
        <Act {...linkTo('publish', region)} me={me} regions={[region]}>
          Publish {region}…
        </Act>
      </p>
    </ActFrame>
  )
}
