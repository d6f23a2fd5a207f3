/** What the pages look like, by day and by night. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1b1f24, #e8eaed); --soft: light-dark(#57606a, #a3abb5); --line: light-dark(#d8dee4, #3a4149); --ground: light-dark(#fff, #16191d); --raised: light-dark(#f4f5f7, #20252b); --link: light-dark(#0b57b0, #82b8ff); --bad: light-dark(#b3261e, #ff9b92); --server: light-dark(#0f6cbd, #62abf5); --client: light-dark(#8a5a00, #d7a64a); --internal: light-dark(#107c41, #6fc78f) }
* { box-sizing: border-box }
body { margin: 0; font: 14px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; padding: 10px 24px; background: var(--raised); border-bottom: 1px solid var(--line) }
nav { display: flex; gap: 16px } a { color: var(--link) } nav a[aria-current] { color: inherit; font-weight: 600; text-decoration: none }
main { padding: 16px 24px; max-width: 1400px; margin: 0 auto } h1 { font-size: 20px; margin: 8px 0 } p { margin: 4px 0 12px; color: var(--soft) }
code, dd { font: 12px ui-monospace, monospace; overflow-wrap: anywhere }
.table { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 5px 12px; border-bottom: 1px solid var(--line); font-weight: 400 } tbody tr:last-child > * { border-bottom: 0 }
thead th { background: var(--raised); color: var(--soft); white-space: nowrap } small { display: block; color: var(--soft); overflow-wrap: anywhere }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .time { font-variant-numeric: tabular-nums; white-space: nowrap } .failed { color: var(--bad); font-weight: 600 }
.tree, .tree ul { list-style: none; margin: 0; padding: 0 } .tree ul { padding-left: 14px; border-left: 1px solid var(--line); margin-left: 6px }
summary { display: grid; grid-template-columns: minmax(0, 1fr) minmax(80px, 30%) 70px; gap: 12px; align-items: center; padding: 2px 4px; cursor: pointer; border-radius: 4px } summary:hover { background: var(--raised) }
.name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap } .service { color: var(--soft) }
.bar { position: relative; height: 10px; background: var(--raised); border-radius: 3px; overflow: hidden } .bar span { position: absolute; inset-block: 0; background: var(--internal); border-radius: 3px } .bar .server { background: var(--server) } .bar .client { background: var(--client) }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 4px 0 8px 20px } dt { color: var(--soft) } dd { margin: 0 }
@media (max-width: 600px) { main { padding: 12px } summary { grid-template-columns: minmax(0, 1fr) 60px } .bar { display: none } dl { grid-template-columns: minmax(0, 1fr) } }
`;
