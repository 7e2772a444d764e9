import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { Act } from '../frame/act.tsx'
import { diffPath } from './snapshot-names.tsx'

/** What can be done with a region. */
export function RegionActs({ status, me }: { readonly status: RegionStatus; readonly me: WhoAmI }) {
  const { region, snapshot, pinned, canary } = status
  const at = (act: string) => ({ href: `/console/regions/${region}/${act}`, me, regions: [region] })
  const isLive = snapshot !== null
  return (
    <div class="acts" data-part="acts">
      {isLive && (
        <Act {...at('rollback')} action="region.rollback" hotkey="b" look="strong">
          Roll back…
        </Act>
      )}
      {isLive && (
        <Act {...at(pinned === null ? 'pin' : 'unpin')} action="region.pin" hotkey="p">
          {pinned === null ? 'Pin…' : 'Unpin…'}
        </Act>
      )}
      <Act {...at('publish')} action="region.publish" hotkey="u">
        Publish…
      </Act>
      {isLive && (
        <Act {...at('canary')} action="region.canary" hotkey="c">
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
