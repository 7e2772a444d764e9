import type { Api } from '../openapi/operation.ts'
import { decidingOperations } from './operations/deciding.ts'
import { reportingOperations } from './operations/reporting.ts'

const DESCRIPTION = `Decides which trailer, promo or clip plays the moment a customer opens the app.

**It only grows.** v1 gains fields, and enumerations gain words; nothing is taken away or changes its meaning. Ignore
fields that you do not know, and treat a word that you do not know as if it were not there: an unknown \`reason\` is still a
reason. What will end is announced by the headers \`Deprecation\` and \`Sunset\` first.

**Requests.** Unknown fields are ignored; a known field with a bad value is a \`Problem\` with status 400 that names it. In a
query, a list is separated by commas, and a flag is \`1\` or \`0\`. A hint may come in the query, in the body or, where it
exists, as a header; what narrows counts as soon as any of them states it. What is unsigned can only narrow what is shown.

**Place.** Where the viewer is comes from the network, never from the request. A local stack takes the header
\`X-Debug-Context: country=DE\` instead.

**Session.** Each answer has a new \`session\`. Send the last one with the next request, as a field or as \`X-Session\`.
Losing it loses only what the device has seen.

**Pages of any origin** may call: CORS allows all, without credentials.`

/** The device API: what the edge Worker serves. */
export const DEVICE_API: Api = {
  title: 'Firstframe device API',
  version: '1',
  description: DESCRIPTION,
  server: { url: '/', description: 'The edge that this document came from.' },
  tags: {
    decisions: 'What plays, in which placement.',
    events: 'What happened to it.',
    service: 'The service itself.',
  },
  securitySchemes: {
    viewerToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'viewer+jwt, EdDSA',
      description:
        'Names the viewer: a JWT of type `viewer+jwt`, signed with EdDSA by your accounts service, with `sub`, `iat`, `exp` (24 hours at most), audience `firstframe` and, as far as they are known, `cap`, `kids`, `adult`, `ent`, `personalize`, `res`. Without it the viewer is a guest.',
    },
  },
  operations: [...decidingOperations, ...reportingOperations],
}
