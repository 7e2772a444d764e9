import { decide } from '../../../../src/decide/decide.ts'
import { type Arrived, type EdgeContext, privateText } from '../../../../src/edge/routes/device-route.ts'
import { openSession } from '../../../../src/edge/token/sealed-session.ts'
import { rememberedViewer } from '../../../../src/edge/token/viewer/viewer-token.ts'
import { context, dress, madeOf, read, region, sessionSeal, text, tokenSeal } from './passage.ts'

type Came<Work extends (...given: never[]) => unknown> = Awaited<ReturnType<Work>>

/** Everything that came of one request, stage after stage. */
interface Passed {
  readonly edge: EdgeContext
  readonly arrived: Arrived
  readonly asked: Came<typeof read>['asked']
  readonly ready: Came<typeof context>
  readonly dressed: Came<typeof dress>
  readonly sealed: { readonly token: string; readonly session: string }
  readonly text: string
}

/** A request through all stages once, as the product's route passes them. */
export async function passed(edge: EdgeContext): Promise<Passed> {
  const { asked, request } = await read(edge)
  const arrived = await region(edge, request)
  const ready = await context(edge, asked, arrived)
  const dressed = await dress(edge, arrived, ready)
  const sealed = {
    token: tokenSeal(edge, arrived, ready, dressed),
    session: sessionSeal(edge, arrived, ready, dressed),
  }
  const all = { edge, arrived, asked, ready, dressed, sealed, text: text(edge, ready, dressed, sealed) }
  log(all)
  return all
}

/** The decision log, which keeps one in a thousand, and telemetry, which counts each. */
function log({ edge, arrived, ready, dressed }: Passed): Promise<unknown> | null {
  const { decisionLog, telemetry } = edge.isolate
  const { holder, request } = arrived
  const { live, decisions, fault, snapshot } = dressed
  const { decisionId } = ready
  const message = decisionLog?.record({ decisionId, at: request.realNow, rung: live.rung, fault, decisions }, () =>
    madeOf(edge, arrived, ready, dressed),
  )
  holder.answered()
  telemetry.count(
    {
      ...{ region: holder.region, sequence: live.pointer?.sequence ?? 0, snapshot: snapshot.id, rung: live.rung },
      ...{
        refusal: holder.lastRefusal,
        listSignedAt: holder.list.signedAt,
        decided: decisions.length,
        empty: [],
        failed: false,
        fellBack: false,
      },
      ...{ unreadableSession: false, assignment: arrived.live.assignment, canary: null },
    },
    { territory: ready.first.context.territory, placements: decisions, endedOn: null },
    request.realNow,
  )
  return message ?? null
}

const BEARER = 'Bearer '

/**
 * Each stage again, from what came of the ones before. `read` has `viewer` and `session open` in it, and `dress` has
 * `decide`: who reads the figures takes them out.
 */
export const STAGES: Readonly<Record<string, (all: Passed) => unknown>> = {
  read: ({ edge }) => read(edge),
  viewer: ({ edge: { request, isolate }, arrived }) => {
    const token = (request.headers.get('authorization') ?? '').slice(BEARER.length)
    return rememberedViewer(token, isolate.settings.viewers, arrived.request.realNow)
  },
  'session open': ({ edge: { request, isolate }, arrived }) =>
    openSession(request.headers.get('x-session') ?? '', isolate.settings.sessionKeys, arrived.request.realNow),
  region: ({ edge, arrived }) => region(edge, arrived.request),
  context: ({ edge, asked, arrived }) => context(edge, asked, arrived),
  decide: ({ arrived, ready }) => decide(arrived.live.opened, ready.first),
  dress: ({ edge, arrived, ready }) => dress(edge, arrived, ready),
  text: ({ edge, ready, dressed, sealed }) => text(edge, ready, dressed, sealed),
  'session seal': ({ edge, arrived, ready, dressed }) => sessionSeal(edge, arrived, ready, dressed),
  'token seal': ({ edge, arrived, ready, dressed }) => tokenSeal(edge, arrived, ready, dressed),
  log,
  response: (all) => privateText(all.text),
}
