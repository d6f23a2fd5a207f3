/** What the page of what is used looks like, by day and by night. */
export const usageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e8eaed); --soft: light-dark(#57606a, #a3abb5); --line: light-dark(#d8dee4, #3a4149); --ground: light-dark(#fff, #16191d); --raised: light-dark(#f4f5f7, #20252b); --link: light-dark(#0b57b0, #82b8ff); --bad: light-dark(#b3261e, #ff9b92); --good: light-dark(#11703a, #74d99f); }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
header { padding: 12px 24px; border-bottom: 1px solid var(--line); background: var(--raised); font-weight: 600 }
header a { color: inherit; text-decoration: none }
main { max-width: 1200px; margin: 0 auto; padding: 24px }
h1 { margin: 0; font-size: 26px } h2 { font-size: 18px; margin: 32px 0 8px } p { margin: 4px 0; color: var(--soft) }
a { color: var(--link) } code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 20px }
label { width: 100%; font-weight: 600 }
input { flex: 1 1 220px; max-width: 460px; font: inherit; padding: 7px 10px; border: 1px solid var(--soft); border-radius: 6px; background: var(--ground); color: inherit }
button { font: inherit; padding: 7px 16px; border: 0; border-radius: 6px; background: var(--link); color: var(--ground); cursor: pointer }
.verdict { margin-top: 20px; padding: 4px 16px 12px; border-left: 4px solid var(--soft); background: var(--raised); border-radius: 0 6px 6px 0 }
.verdict h2 { margin: 8px 0 4px } .used { border-color: var(--bad) } .unused { border-color: var(--good) }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 7px 12px; border-bottom: 1px solid var(--line); font-weight: 400 }
tbody tr:last-child > * { border-bottom: 0 }
thead th { background: var(--raised); color: var(--soft); font-size: 13px; white-space: nowrap }
tbody th small { display: block; color: var(--soft) } small { color: var(--soft) }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .day { white-space: nowrap }
.bad { color: var(--bad); font-weight: 600 }
@media (max-width: 600px) { main { padding: 16px } }
`;
