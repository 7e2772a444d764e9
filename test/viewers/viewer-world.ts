import type { Context } from '../../src/decide/context/context.ts'
import { deriveContext } from '../../src/decide/context/derive-context.ts'
import { decisionRequest } from '../../src/decide/decision-request.ts'
import { explain } from '../../src/decide/explain/explain.ts'
import { nextSession } from '../../src/edge/answer/next-session.ts'
import { afterSignals } from '../../src/edge/answer/signals.ts'
import { carryProfile } from '../../src/edge/profile/carry-profile.ts'
import { consentedViewer } from '../../src/edge/profile/consented-viewer.ts'
import { ProfileReader } from '../../src/edge/profile/profile-reader.ts'
import { type DeviceRequest, readDeviceRequest } from '../../src/edge/request/read-request.ts'
import { type RequestSettings, readSettings } from '../../src/edge/request/settings.ts'
import { openSession, sealSession } from '../../src/edge/token/sealed-session.ts'
import type { Session } from '../../src/edge/token/session.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { METADATA_SPACE } from '../../src/model/columns/taste-space.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import { hash32 } from '../../src/model/hash32.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { BUNDLED_FILES } from '../../src/rules/bundled-rules.ts'
import { ratingsFile } from '../../src/rules/files/ratings-file.ts'
import { regionFor } from '../../src/rules/lookup/route.ts'
import { type Schedule, snapshotOf } from '../decide/case-world.ts'
import { opened } from '../decide/opened.ts'
import '../setup/aead.ts'
import { aCampaign, anAsset, aTitle } from '../decide/catalogue.ts'
import { countingBytes, goodClaims, ISSUER, keyText, NOW, type Signer, signer } from '../edge/token/keys.ts'
import { type Asking, SPACE } from './viewer-space.ts'

/** What a viewer is answered, and what is known of them afterwards. */
export interface Answered {
  readonly viewer: string
  readonly privacy: Context['privacy']
  readonly territory: string
  /** Assets that may be shown. */
  readonly shown: ReadonlySet<string>
  /** Those of them that start by themselves. */
  readonly starts: ReadonlySet<string>
  /** What the session holds afterwards that says something of its viewer. */
  readonly holds: ReadonlySet<'profile' | 'taste'>
  /** The profile store was asked. */
  readonly asked: boolean
}

/** The whole way from a request's headers to its answer and session, in this process: reading, deciding, remembering. */
export class ViewerWorld {
  private readonly snapshots = new Map<RegionId, Snapshot>()
  private readonly schedule = ratedEverywhere()
  /** By their claims: signing takes longer than deciding. */
  private readonly tokens = new Map<string, Promise<string>>()

  private constructor(
    private readonly identity: Signer,
    private readonly settings: RequestSettings,
    /** A session that a consented viewer left behind, profile, taste and all. */
    private readonly left: string,
  ) {}

  static async start(): Promise<ViewerWorld> {
    const identity = await signer()
    const settings = await readSettings({
      VIEWER_PUBLIC_KEYS: identity.publicKeys,
      VIEWER_ISSUER: ISSUER,
      SESSION_KEYS: JSON.stringify([keyText('k1', 1)]),
      DECISION_KEYS: JSON.stringify([keyText('k1', 2)]),
      UNIT_KEYS: JSON.stringify([keyText('k1', 3)]),
      DEBUG_CONTEXT: 'on',
    })
    return new ViewerWorld(identity, settings, await sealSession(sessionLeftBehind(), settings.sessionKeys))
  }

  /** A token of these claims; `expired`: genuine, and an hour past its time. */
  token(claims: Record<string, unknown>, state: 'good' | 'expired'): Promise<string> {
    const past = { iat: NOW / 1000 - 7200, exp: NOW / 1000 - 3600 }
    const said = goodClaims({ ...claims, ...(state === 'expired' && past) })
    const name = JSON.stringify(said)
    const token = this.tokens.get(name) ?? this.identity.sign(said)
    this.tokens.set(name, token)
    return token
  }

  async ask(asking: Pick<Asking, 'country' | 'hints' | 'now'>, token: string | null): Promise<Answered> {
    const request = await this.read(asking, token)
    const snapshot = this.snapshotFor(request)
    const context = deriveContext(snapshot.rules, request)
    const { kept } = explain(
      opened(snapshot),
      decisionRequest({ context, placements: [], denies: DenyList.NONE }),
      PLACEMENT,
    )
    const { session, asked } = await this.sessionAfter(request, snapshot, context)
    return {
      viewer: context.viewer,
      privacy: context.privacy,
      territory: context.territory,
      shown: new Set(kept.map(({ assetId }) => assetId)),
      starts: new Set(kept.filter(({ autoplay }) => autoplay.allowed).map(({ assetId }) => assetId)),
      holds: new Set([
        ...(session.profile !== null ? (['profile'] as const) : []),
        ...(session.taste.length > 0 || session.tasteAtSeconds > 0 ? (['taste'] as const) : []),
      ]),
      asked,
    }
  }

  private read({ country, hints, now }: Pick<Asking, 'country' | 'hints' | 'now'>, token: string | null) {
    const headers = new Headers({ 'x-debug-context': `country=${country}; now=${now}`, 'x-session': this.left })
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    return readDeviceRequest(
      {
        request: { headers },
        query: new URLSearchParams(hints),
        cf: null,
        body: null,
        now: NOW,
        randomBytes: countingBytes(),
      },
      this.settings,
    )
  }

  private snapshotFor(request: DeviceRequest): Snapshot {
    const region = regionFor(request.place, request.viewer)
    const snapshot = this.snapshots.get(region) ?? snapshotOf(region, this.schedule).snapshot
    this.snapshots.set(region, snapshot)
    return snapshot
  }

  /** The session after a like, as its device gets it back. */
  private async sessionAfter(request: DeviceRequest, snapshot: Snapshot, context: Context) {
    let asked = false
    const reader = new ProfileReader(
      async () => {
        asked = true
        return null
      },
      () => NOW,
    )
    const viewer = consentedViewer(context, request.viewer)
    const carried = await carryProfile(request.session, viewer, reader, { now: NOW, keepAlive: () => undefined })
    const liked = { assetId: 'ast_0', event: 'like' as const, watchedMs: 0 }
    const reported = { signals: [liked], offered: new Set([hash32(liked.assetId)]) }
    const taught = afterSignals(carried.session, reported, { snapshot, context, now: NOW })
    const answered = { snapshot, context, decisions: [], counts: new Map() }
    const keys = this.settings.sessionKeys
    const sealed = await sealSession(nextSession(taught, 'world', answered), keys)
    const opened = await openSession(sealed, keys, NOW)
    if (opened.state !== 'kept') throw new Error('a session that was just sealed opens')
    return { session: opened.session, asked }
  }
}

const PLACEMENT = { id: 'p', surface: 'browse-tile', count: 50, titleId: null, inView: null, row: null } as const

function sessionLeftBehind(): Session {
  const nothing = { seen: [], caps: [], sticky: [], unwanted: [], region: null }
  const profile = {
    ...{ subject: hash32('u1'), readAtSeconds: NOW / 1000, space: hash32(METADATA_SPACE) },
    ...{ taste: [1, 2, 3], watched: [hash32('ttl_3')], caps: [] },
  }
  const when = { tasteSpace: hash32(METADATA_SPACE), tasteAtSeconds: NOW / 1000 }
  const taste = { taste: Array.from({ length: 32 }, (_, at) => at), ...when }
  return { id: 'AAAAAAAAAAAAAAAAAAAAAA', issuedAt: NOW - 1000, ...nothing, ...taste, profile }
}

const TITLES = 9

/** The labels of a country's first scale, as its file names them. */
function labelsOf(country: string): readonly { readonly label: string }[] {
  const file = BUNDLED_FILES.get(`ratings/${country}.json`)
  return file === undefined ? [] : (ratingsFile.parse(file).systems[0]?.ratings ?? [])
}

/** Titles of every age in all these countries, and one campaign for each audience that a token can prove. */
function ratedEverywhere(): Schedule {
  const titles = Array.from({ length: TITLES }, (_, index) =>
    aTitle(`ttl_${index}`, {
      genres: ['drama'],
      ratings: SPACE.country.flatMap((territory) => {
        const labels = labelsOf(territory)
        const label = labels[index % labels.length]
        return label === undefined ? [] : [{ territory, label: label.label }]
      }),
    }),
  )
  const trailers = titles.map(({ id }, index) => anAsset(`ast_${index}`, id, { worldwide: true, kind: 'trailer' }))
  const audiences = { kids: { kids: 'only' }, grown: { kids: 'never' }, owners: { entitlements: ['buy'] } }
  const promos = Object.keys(audiences).map((name) => anAsset(`ast_${name}`, 'ttl_0', { worldwide: true }))
  return {
    titles,
    assets: [...trailers, ...promos, anAsset('ast_red', 'ttl_0', { worldwide: true, band: 'red', kind: 'trailer' })],
    campaigns: [
      aCampaign('cmp_all', [...trailers.map(({ id }) => id), 'ast_red']),
      ...Object.entries(audiences).map(([name, audience]) => aCampaign(`cmp_${name}`, [`ast_${name}`], { audience })),
    ],
  }
}
