/** The text in the editor on the first visit; it is valid on every schema. */
export const greeting = `# Choose an example, or write
# a query. Ctrl-Enter runs it.
# 选择示例或自己编写查询，
# 按 Ctrl-Enter 运行。
query Hello {
  __typename
}
`;
