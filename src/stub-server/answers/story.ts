/** The answer to a request without a question. */
export const story = `Once upon a time there was a lighthouse that could not keep a secret.

Whatever the sailors whispered at its foot by day, the lamp told the sea by night: two short flashes for a debt, one long flash for a love, and a slow, embarrassed flicker for everything else. The harbour learned to read it, as harbours do, and soon nobody within twenty miles had anything left to hide.

The keeper, a woman called Ilse, was sorry for the sailors. One evening she climbed the hundred and eleven steps with a pot of paint and asked the lamp, politely, whether it would rather learn to tell stories.

"What is the difference?" asked the lamp.

"A secret belongs to one person," said Ilse. "A story belongs to whoever is listening."

The lamp thought about that for a whole turn of the tide. Then it began, hesitantly, in red and white, with the tale of a whale who collected buttons. Ships slowed down to hear how it ended. Some of them never left.

And if you stand on that coast tonight, when the fog is thin, you can still see it going on, one flash after the other, and always a little further than it was.
`
