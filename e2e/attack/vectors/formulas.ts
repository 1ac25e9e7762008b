import { CANARY, RUN, type Vectors } from './vector.ts'

const { raw } = String

export const formulas: Vectors = {
  'a link': raw`$\href{javascript:${RUN}}{x}$`,
  'a link in mixed case': raw`$\href{JaVaScRiPt:${RUN}}{x}$`,
  'a link with a tab': `$\\href{java\tscript:${RUN}}{x}$`,
  'a link to elsewhere': raw`$$\href{${CANARY}/a}{x}$$`,
  'a link that breaks out': raw`$\href{${CANARY}/" onclick="${RUN}}{x}$`,
  'a URL': raw`$\url{javascript:${RUN}}$`,
  'an image': raw`$\includegraphics[height=1em]{${CANARY}/a.png}$`,
  'an image that breaks out': raw`$\includegraphics[alt=" onerror=${RUN}]{javascript:${RUN}}$`,
  'a class': raw`$\htmlClass{dialog sidebar}{x}$`,
  'a style': raw`$\htmlStyle{position:fixed;inset:0;background:url(${CANARY}/a.png)}{x}$`,
  'an id': raw`$\htmlId{app}{x}$`,
  data: raw`$\htmlData{v=1, onclick=${RUN}}{x}$`,
  'a macro that calls itself': raw`$$\def\a{\a\a}\a$$`,
  'a macro that doubles': raw`$$\def\a{xx}\def\b{\a\a}\def\c{\b\b}\def\d{\c\c}\def\e{\d\d}\def\f{\e\e}\def\g{\f\f}\def\h{\g\g}\def\i{\h\h}\def\j{\i\i}\j$$`,
  'a global macro': raw`$\gdef\frac{\href{javascript:${RUN}}{x}}$ then $\frac$`,
  'a rule that is huge': raw`$\rule{99999em}{99999em}$`,
  'a space that is huge': raw`$x\hspace{-9999em}x\raisebox{9999em}{x}$`,
  'a color that breaks out': raw`$\color{red;background:url(${CANARY}/a.png)}x$ $\textcolor{"onclick="${RUN}}{x}$`,
  'HTML in text': raw`$\text{<img src=x onerror=${RUN}>}$`,
  'HTML in a wrong formula': raw`$\wrong{<img src=x onerror=${RUN}>}{$`,
  'HTML in a formula in brackets': raw`\[ <script>${RUN}</script> \] and \( </span><img src=x onerror=${RUN}> \)`,
  'braces that are deep': `$${'{'.repeat(300)}x${'}'.repeat(300)}$`,
  'an array that is large': raw`$$\begin{array}{${'c'.repeat(100)}}${'x&'.repeat(99)}x\end{array}$$`,
  'property names': raw`$\__proto__ \constructor \toString$ $\begin{constructor}x\end{constructor}$`,
}
