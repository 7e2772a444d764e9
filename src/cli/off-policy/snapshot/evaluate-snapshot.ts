import { indexOfHash } from '../../../decide/rows/hash-search.ts'
import { hash32 } from '../../../model/hash32.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { SurfaceId } from '../../../model/nouns/surface.ts'
import { evaluatePolicy, type PolicyEvaluation } from '../../../off-policy/evaluate-policy.ts'
import type { LoggedPage, LoggedSlot, OffPolicyLog, RejectedRow } from '../../../off-policy/log/logged-page.ts'
import type { ComparedPage } from '../../../replay/compared-pages.ts'
import { outsideSupport } from '../../../replay/outside-support.ts'
import { nameOfHash, posteriorRewards } from '../../../replay/posterior-rewards.ts'
import { snapshotPolicy } from '../../../replay/snapshot-policy.ts'
import { shortHash } from '../../frame/output.ts'
import { Refusal } from '../../frame/refusal.ts'
import type { EventSource } from '../../learn/run/with-events.ts'
import type { OpsClient } from '../../ops/ops-client.ts'
import type { OpenedCopy } from '../../replay/opened-copy.ts'
import { type AskedLines, namesOf, sourcesOf } from './asked-lines.ts'
import { comparedLines, type LineOfPages, SET_ASIDE, type SetAside } from './compared-lines.ts'
import { type DecisionEvents, type EventRewards, readEventRewards } from './event-rewards.ts'
import { type NumberedLine, numberedLines } from './numbered-lines.ts'
import { targetSnapshot } from './target-snapshot.ts'

/** An asset that the snapshot would show where it could not have been drawn, and its part of the snapshot's chance. */
export interface OutsideSupport {
  readonly assetId: string
  readonly share: number
}

/** How much the events say of the lines that were compared. */
export interface ToldByEvents {
  decisions: number
  /** Decisions with an event. */
  told: number
  /** Backups, which nobody is shown unless what is above them fails: they count in no estimate. */
  backups: number
  rewardedRows: number
  /** Rewarded rows that count in no estimate, backups among them. */
  rewardedLeftOut: number
}

/** What the snapshot makes of the arms of lines. */
export interface LinesOfArms {
  /** It serves all of their arms, and so decides with them. */
  served: number
  /** It does not serve one of their arms, and so decides without it, as control does. */
  control: number
}

/** What the decision log says of a snapshot. */
export interface SnapshotEvaluation {
  readonly evaluation: PolicyEvaluation
  /** The snapshot that was asked about. */
  readonly snapshot: { readonly id: string; readonly region: RegionId }
  /** The files that its rejected rows name, by their index: those of the log, and then those of events. */
  readonly files: readonly string[]
  readonly told: ToldByEvents
  /** Which events there are of these decisions, and how many of each. */
  readonly events: Readonly<Record<string, number>>
  /** Lines that experiments changed: in arms, or held out. */
  readonly ofArms: LinesOfArms
  /** Lines with nothing wrong, which say nothing of a policy. */
  readonly aside: Readonly<Record<SetAside, number>>
  /** The greatest first; null: it was not asked for. */
  readonly outside: readonly OutsideSupport[] | null
}

/** What is asked. */
export interface SnapshotQuestion {
  /** A folder, or the first digits of an id. */
  readonly typed: string
  readonly lines: AskedLines
  readonly events: EventSource
  /** The event that counts; null: every deliberate start. */
  readonly reward: string | null
  readonly explain: boolean
}

/** Estimates from lines of the decision log, joined with events, what a snapshot would have brought. */
export async function evaluateSnapshot(
  { typed, lines: asked, events, reward, explain }: SnapshotQuestion,
  ops: () => Promise<OpsClient>,
  done: (lines: number) => void = () => undefined,
): Promise<SnapshotEvaluation> {
  const { lines, rejected } = await numberedLines(await sourcesOf(asked, ops))
  const [first] = lines
  if (first === undefined) {
    const hint = 'GET /ops/v1/decisions?for=replay answers with lines; they are kept for 48 hours'
    throw new Refusal(`${namesOf(asked).join(', ')}: no line of the decision log`, hint)
  }
  const ids = lines.map(({ line }) => line.decisionId)
  const rewards = await readEventRewards(events, ids, reward)
  const target = await targetSnapshot(typed, first.line.region, ops)
  const compared = await comparedLines(target, lines, { ops, done })
  const joined = new JoinedLog(rejected, rewards, lines.length + rejected.length)
  for (const each of lines) {
    const answer = compared.get(each)
    if (answer === undefined) continue
    if ('pages' in answer) joined.add(each, answer)
    else if ('aside' in answer) joined.aside[answer.aside]++
    else joined.rejected.push({ file: each.file, line: each.at, reason: answer.problem })
  }
  const snapshot = { id: target.copy.snapshot.id, region: target.region }
  const policy = snapshotPolicy(
    `snapshot:${shortHash(snapshot.id)} of ${snapshot.region}`,
    ({ decision }) => joined.pages.get(decision ?? '') ?? 'it was not compared',
    (asset) => joined.names.get(asset) ?? nameOfHash(asset),
  )
  const files = [...namesOf(asked), ...new Set(rewards.faults.listed.map(({ file }) => file))]
  const log = joined.log(files)
  const model = posteriorRewards(
    target.copy.snapshot,
    log,
    ({ decision }) => joined.surfaces.get(decision ?? '') ?? null,
  )
  const evaluation = evaluatePolicy(log, policy, model)
  return {
    evaluation,
    snapshot,
    files,
    told: joined.told,
    events: rewards.events,
    ofArms: joined.ofArms,
    aside: joined.aside,
    outside: explain ? await outsideOf(joined, target.copy) : null,
  }
}

/** Pages of decision lines with what came of them. */
class JoinedLog {
  readonly pages = new Map<string, ComparedPage>()
  readonly names = new Map<number, string>()
  readonly surfaces = new Map<string, SurfaceId>()
  readonly rejected: RejectedRow[]
  readonly told: ToldByEvents = { decisions: 0, told: 0, backups: 0, rewardedRows: 0, rewardedLeftOut: 0 }
  readonly ofArms: LinesOfArms = { served: 0, control: 0 }
  readonly aside = Object.fromEntries(SET_ASIDE.map((why) => [why, 0])) as Record<SetAside, number>
  private readonly logged: LoggedPage[] = []
  private rows = 0

  constructor(
    rejected: readonly RejectedRow[],
    private readonly rewards: EventRewards,
    /** Lines of the decision log, whatever became of them. */
    private readonly decisions: number,
  ) {
    this.rejected = [...rejected]
  }

  add(from: NumberedLine, { pages, arms }: LineOfPages): void {
    const told = this.rewards.of.get(from.line.decisionId)
    const unit = told?.unit ?? null
    if (told?.erased === true) {
      this.aside.erased++
      return
    }
    if (arms !== 'none') this.ofArms[arms]++
    this.told.decisions++
    if (told !== undefined) this.told.told++
    for (const page of pages) {
      const decision = `${from.line.decisionId} ${page.placement}`
      this.pages.set(decision, page)
      const surface = from.line.placements.find(({ id }) => id === page.placement)?.surface
      if (surface !== undefined) this.surfaces.set(decision, surface)
      for (const { assetId } of page.places) this.names.set(hash32(assetId), assetId)
      const slots = slotsOf(
        from,
        page.places.filter(({ backup }) => !backup),
        told,
      )
      const backups = slotsOf(
        from,
        page.places.filter(({ backup }) => backup),
        told,
      )
      this.rows += slots.length
      this.told.backups += backups.length
      const rewarded = (all: readonly LoggedSlot[]) => all.filter(({ reward }) => reward > 0).length
      this.told.rewardedRows += rewarded([...slots, ...backups])
      this.told.rewardedLeftOut += rewarded(backups) + rewarded(slots.filter(({ leftOut }) => leftOut !== null))
      this.logged.push({ decision, unit, slots, whole: true })
    }
  }

  /** @param files all that a rejected row may name */
  log(files: readonly string[]): OffPolicyLog {
    const { faults } = this.rewards
    const { length } = this.rejected
    const ofEvents = faults.listed.map(({ file, ...rest }) => ({ file: files.lastIndexOf(file), ...rest }))
    return {
      ...{ pages: this.logged, rejected: [...this.rejected, ...ofEvents], rows: this.rows + length, firstPosition: 0 },
      sources: [
        { of: 'decisions', read: this.decisions, rejected: length },
        { of: 'events', read: faults.read, rejected: faults.count },
      ],
    }
  }
}

function slotsOf(
  { file, at }: NumberedLine,
  places: ComparedPage['places'],
  told: DecisionEvents | undefined,
): readonly LoggedSlot[] {
  return places.map(({ assetId, position, answered, logged, drawn }) => ({
    ...{ file, line: at, position, action: assetId, propensity: logged },
    reward: told?.rewarded.has(answered) === true ? 1 : 0,
    leftOut: drawn ? null : 'notDrawn',
  }))
}

async function outsideOf({ pages }: JoinedLog, { snapshot, read }: OpenedCopy): Promise<readonly OutsideSupport[]> {
  const found = outsideSupport([...pages.values()])
  const { idHash } = snapshot.hot.assets
  const assets = found.map(({ asset }) => indexOfHash(idHash, asset))
  await read(assets)
  return found.map(({ share }, at) => ({ assetId: snapshot.text.asset(assets[at] ?? 0).assetId, share }))
}
