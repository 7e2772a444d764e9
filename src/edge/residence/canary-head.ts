import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import type { CanaryAssignment } from '../../model/messages/canary-counts.ts'
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

/** A viewer's arm in a canary that serves, with the canary's snapshot; null in the arm that gets the live snapshot. */
export interface AssignedCanary {
  readonly assignment: CanaryAssignment
  readonly announced: CanaryArm
  readonly head: HeldHead | null
}

/** The state of a canary in this isolate, for the status page. */
interface CanaryStatus {
  readonly snapshot: string
  readonly permille: number
  readonly startedAs: number
  readonly until: string
  /** Whether this isolate serves it to its share of viewers. */
  readonly serving: boolean
  /** Why the last attempt to serve it failed; null when it serves, or is being loaded. */
  readonly lastRefusal: TrustRefusal | 'unavailable' | null
}

/** What a canary needs from its region. */
interface Beside {
  readonly region: RegionId
  readonly settings: HolderSettings
  readonly text: RegionText
  readonly setAside: DistrustedSnapshots
  readonly list: Pick<RegionList, 'isCompleteFor'>
  /** Notes that the region holds more memory now. */
  grew(): void
}

/**
 * The canary of one region: a second snapshot that a share of viewers is served. It is loaded in the background. Until
 * it is loaded, and when it is refused or memory is short, everybody is served the live snapshot, so a canary that
 * cannot be loaded does no harm.
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

  /** Takes over the canary that the region's pointer announces, and starts to load it if it is not here yet. */
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

  /** The viewer's arm; null while no canary serves here, and then nobody is in an arm. */
  assignmentOf(viewer: string): AssignedCanary | null {
    const { announced, head } = this
    if (announced === null || head === null || !this.isOpen(announced) || this.isBehind(announced)) return null
    const arm = armOf(announced, viewer)
    return { assignment: { startedAs: announced.startedAs, arm }, announced, head: arm === 'canary' ? head : null }
  }

  /** Hands over the canary's head when it becomes the live one; null when it is not here. The caller owns it then. */
  give(snapshot: string): LoadedHead | null {
    const { loaded } = this
    if (loaded === null || loaded.snapshot.id !== snapshot) return null
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
    // The announced canary may have changed, or ended, while this one was loaded.
    if (this.announced?.snapshot !== announced.snapshot) return
    this.loaded = loaded
    this.head = heldHead(loaded, text.open(loaded.snapshot.hot, loaded.index, 'canary'))
    this.beside.grew()
    text.readAhead(keepAlive)
  }
}
