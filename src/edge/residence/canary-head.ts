import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import type { PlaceInCanary } from '../../model/messages/canary-counts.ts'
import { ageElsewhere } from '../../model/nouns/age.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { belowFloor, candidatesOf } from '../../snapshot/floor.ts'
import type { CanaryArm, PointerPayload } from '../../snapshot/pointer.ts'
import { canaryFault } from '../../snapshot/pointer-faults.ts'
import { armOf } from './arm.ts'
import type { DistrustedSnapshots } from './distrusted-snapshots.ts'
import { bytesOf, type HeldHead, heldHead } from './held-head.ts'
import type { HolderSettings } from './holder-settings.ts'
import type { RegionList } from './lists/region-list.ts'
import { type LoadedHead, loadHead } from './load-head.ts'
import { RefreshBackOff } from './refresh-back-off.ts'
import type { KeepAlive } from './text/page-reader.ts'
import type { RegionText } from './text/region-text.ts'
import { Distrusted, type TrustRefusal } from './trust.ts'

/** Where a viewer stands in a canary that serves, and the snapshot that comes with it; null: the one of all others. */
export interface CanaryPlace {
  readonly place: PlaceInCanary
  readonly announced: CanaryArm
  readonly head: HeldHead | null
}

/** How a canary stands in this isolate, for the status page. */
interface CanaryStatus {
  readonly snapshot: string
  readonly permille: number
  readonly startedAs: number
  readonly until: string
  /** Whether its share of viewers is served it here. */
  readonly serving: boolean
  /** Why it is not, as far as it was tried; null when it is, or is being loaded. */
  readonly lastRefusal: TrustRefusal | 'unavailable' | null
}

/** What a region's canary has of the region. */
interface Beside {
  readonly region: RegionId
  readonly settings: HolderSettings
  readonly text: RegionText
  readonly setAside: DistrustedSnapshots
  readonly list: Pick<RegionList, 'isCompleteFor'>
  /** More is held now. */
  grew(): void
}

/**
 * One region's second snapshot, which a share of viewers is served. It is loaded beside the requests, and until it is
 * there, or when it cannot be believed or held, everybody is served the other one: it can make nothing worse.
 */
export class CanaryHead {
  private announced: CanaryArm | null = null
  private loaded: LoadedHead | null = null
  private head: HeldHead | null = null
  private lookout: RefreshBackOff

  constructor(private readonly beside: Beside) {
    this.lookout = new RefreshBackOff(beside.settings)
  }

  get bytes(): number {
    return bytesOf(this.head)
  }

  /** Takes over what the region's pointer says of a canary, and begins to load it where it is not here yet. */
  follow(pointer: PointerPayload, keepAlive: KeepAlive): void {
    const announced = pointer.canary
    if (announced === null || !this.isOpen(announced)) {
      this.drop()
      return
    }
    if (announced.snapshot !== this.announced?.snapshot) {
      this.drop()
      this.lookout = new RefreshBackOff(this.beside.settings)
    }
    this.announced = announced
    if (this.head !== null) return
    const looking = this.lookout.join(() => this.load(pointer, announced, keepAlive))
    if (looking !== null) keepAlive(looking)
  }

  /** Null while no canary serves here; then nobody is in an arm. */
  placeOf(viewer: string): CanaryPlace | null {
    const { announced, head } = this
    if (announced === null || head === null || !this.isOpen(announced) || this.isBehind(announced)) return null
    const arm = armOf(announced, viewer)
    return { place: { startedAs: announced.startedAs, arm }, announced, head: arm === 'canary' ? head : null }
  }

  /** The canary's own head when it is to serve everybody; null when it is not here. It is the caller's then. */
  give(snapshot: string): LoadedHead | null {
    const { loaded } = this
    if (loaded === null || loaded.head.id !== snapshot) return null
    this.loaded = null
    this.head = null
    return loaded
  }

  drop(): void {
    this.announced = null
    this.loaded = null
    this.head = null
    this.beside.text.close('canary')
  }

  status(): CanaryStatus | null {
    const { announced, head } = this
    if (announced === null || !this.isOpen(announced)) return null
    const { snapshot, permille, startedAs, until } = announced
    const isBehind = this.isBehind(announced)
    const lastRefusal = isBehind ? 'behind-list' : this.lookout.lastRefusal
    return { snapshot, permille, startedAs, until, serving: head !== null && !isBehind, lastRefusal }
  }

  private isBehind({ narrowed }: CanaryArm): boolean {
    return !this.beside.list.isCompleteFor(narrowed)
  }

  private isOpen({ startedAt, until }: CanaryArm): boolean {
    const began = Date.parse(startedAt)
    return ageElsewhere(began, this.beside.settings.now()) < Date.parse(until) - began
  }

  private async load(pointer: PointerPayload, announced: CanaryArm, keepAlive: KeepAlive): Promise<void> {
    const { region, settings, setAside, text } = this.beside
    const { memory, source } = settings
    setAside.check(announced.snapshot)
    const fault = await canaryFault(pointer)
    if (fault !== null) throw new Distrusted(fault)
    if (this.isBehind(announced)) throw new Distrusted('behind-list')
    if (belowFloor(announced, candidatesOf(pointer))) throw new Distrusted('floor')
    const bytes = announced.shards.reduce((sum, shard) => sum + shard.bytes, 0)
    if (!memory.hasRoomBeside(bytes)) throw new Distrusted('no-room')
    const engineFor = () => (memory.hasEngineRoomBeside(bytes) ? settings.engine : typescriptEngine)
    const loaded = await loadHead(region, announced, { source, engineFor }).catch((error: unknown) => {
      setAside.note(announced.snapshot, error)
      throw error
    })
    // While it loaded, another one may have been announced, or none.
    if (this.announced?.snapshot !== announced.snapshot) return
    this.loaded = loaded
    this.head = heldHead(loaded, text.open(loaded.head.hot, loaded.index, 'canary'))
    this.beside.grew()
    text.readAhead(keepAlive)
  }
}
