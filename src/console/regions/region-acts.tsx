import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { linkTo } from '../acts/console-acts.ts'
import { Act } from '../frame/act.tsx'
import { diffPath } from './snapshot-names.tsx'

/** What can be done with a region. */
export function RegionActs({ status, me }: { readonly status: RegionStatus; readonly me: WhoAmI }) {
  const { region, snapshot, pinned, canary } = status
  const on = (act: Parameters<typeof linkTo>[0]) => ({ ...linkTo(act, region), me, regions: [region] })
  const isLive = snapshot !== null
  return (
    <div class="acts" data-part="acts">
      {isLive && (
        <Act {...on('rollback')} hotkey="b" look="strong">
          Roll back…
        </Act>
      )}
      {isLive && (
        <Act {...on(pinned === null ? 'pin' : 'unpin')} hotkey="p">
          {pinned === null ? 'Pin…' : 'Unpin…'}
        </Act>
      )}
      <Act {...on('publish')} hotkey="u">
        Publish…
      </Act>
      {isLive && (
        <Act {...on('startCanary')} hotkey="c">
          {canary === null ? 'Start a canary…' : 'End the canary…'}
        </Act>
      )}
      {isLive && (
        <a class="act" href={diffPath(region, 'live', 'draft')} data-key="d">
          Compare with the draft <kbd>d</kbd>
        </a>
      )}
    </div>
  )
}
