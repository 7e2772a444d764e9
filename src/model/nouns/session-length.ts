/** How long a session remembers, from its beginning; what it counted before is forgotten with it. In seconds. */
export const SESSION_SECONDS = 86_400
