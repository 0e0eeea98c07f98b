/** What the editor holds for somebody who comes for the first time: valid on every schema. */
export const greeting = `# Choose an example, or write
# a query. Ctrl-Enter runs it.
# 选择示例或自己编写查询，
# 按 Ctrl-Enter 运行。
query Hello {
  __typename
}
`;
