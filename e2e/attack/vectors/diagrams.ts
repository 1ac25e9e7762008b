import { CANARY, RUN, type Vectors } from './vector.ts'

const diagram = (...lines: readonly string[]) => ['```mermaid', ...lines, '```'].join('\n')

export const diagrams: Vectors = {
  'a click that runs a script': diagram(
    'flowchart LR',
    'A --> B',
    `click A "javascript:${RUN}" "tip"`,
  ),
  'a click that calls a function': diagram('flowchart LR', 'A --> B', `click A call __pwned("1")`),
  'a click that leads away': diagram('flowchart LR', 'A --> B', `click A href "${CANARY}/a" _self`),
  'a directive that lowers the security level': diagram(
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%',
    'flowchart LR',
    `A["<img src=x onerror=${RUN}>"] --> B`,
    `click A call __pwned("1")`,
  ),
  'front matter that lowers the security level': diagram(
    '---',
    'config:',
    '  securityLevel: loose',
    '  htmlLabels: true',
    '---',
    'flowchart LR',
    `A["<img src='${CANARY}/a.png' onerror=${RUN}>"] --> B`,
  ),
  'a label with an image': diagram(
    'flowchart LR',
    `A["<img src='${CANARY}/a.png' onerror=${RUN}>"]`,
  ),
  'a label with a script': diagram('sequenceDiagram', `A->>B: <script>${RUN}</script>`),
  'a label with a frame': diagram('mindmap', `  root(<iframe src="javascript:${RUN}">)`),
  'a shape with an image': diagram('flowchart LR', `A@{ img: "${CANARY}/a.png", label: "x" }`),
  'a theme with CSS': diagram(
    `%%{init: {"themeCSS": "@import url(${CANARY}/a.css); * { background: url(${CANARY}/b.png) }"}}%%`,
    'flowchart LR',
    'A --> B',
  ),
  'a theme with variables': diagram(
    `%%{init: {"themeVariables": {"primaryColor": "red;} * {background: url(${CANARY}/a.png)} a {"}}}%%`,
    'flowchart LR',
    'A --> B',
  ),
  'a font from elsewhere': diagram(
    `%%{init: {"fontFamily": "x; } @font-face { font-family: x; src: url(${CANARY}/a.woff) } a {"}}%%`,
    'flowchart LR',
    'A --> B',
  ),
  'a class with CSS': diagram(
    'flowchart LR',
    'A:::x --> B',
    `classDef x fill:url(${CANARY}/a.svg#x),background:url(${CANARY}/b.png)`,
  ),
  'a directive that pollutes prototypes': diagram(
    '%%{init: {"__proto__": {"x": 1}, "constructor": {"prototype": {"y": 1}}}}%%',
    'flowchart LR',
    'A --> B',
  ),
  'a sequence with links': diagram(
    'sequenceDiagram',
    'participant A',
    `links A: {"x": "javascript:${RUN}"}`,
    'A->>A: hi',
  ),
  'a class diagram with a callback': diagram(
    'classDiagram',
    'class A',
    `callback A "__pwned" "tip"`,
    `link A "javascript:${RUN}"`,
  ),
  'a chart with a click': diagram(
    'gantt',
    'dateFormat YYYY-MM-DD',
    'section S',
    'T :t1, 2026-01-01, 1d',
    `click t1 href "javascript:${RUN}"`,
  ),
  'an invalid diagram with HTML': diagram('flowchart LR', `A[<img src=x onerror=${RUN}> -->`),
}
