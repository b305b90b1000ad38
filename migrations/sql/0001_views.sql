-- The views of revision 0001: what the read side and everybody else's SQL reads. docs/views.md describes them.
-- Lists of names are correlated subqueries, so that a column nobody selects costs nothing; the paper's key comes by a
-- LEFT JOIN that stands last, because SQLite leaves such a join out of a query that does not name its columns.

CREATE VIEW papers AS
SELECT
  p.id, p.key, p.title,
  (SELECT m.name FROM paper_model pm JOIN model m ON m.id = pm.model_id
    WHERE pm.paper_id = p.id AND pm.role = 'introduces' ORDER BY pm.position, pm.id LIMIT 1) AS model,
  (SELECT group_concat(name, ', ') FROM (
    SELECT m.name FROM paper_model pm JOIN model m ON m.id = pm.model_id
    WHERE pm.paper_id = p.id AND pm.role = 'introduces' ORDER BY pm.position, pm.id)) AS models,
  (SELECT a.name FROM authors a WHERE a.paper_id = p.id ORDER BY a.position LIMIT 1) AS first_author,
  (SELECT group_concat(name, '; ') FROM (
    SELECT a.name FROM authors a WHERE a.paper_id = p.id ORDER BY a.position)) AS authors,
  p.date, p.year, p.venue, p.type, p.status, p.doi, p.arxiv, p.url,
  (SELECT group_concat(name, ', ') FROM (
    SELECT d.name FROM paper_domain pd JOIN domain d ON d.id = pd.domain_id
    WHERE pd.paper_id = p.id ORDER BY pd.position, pd.id)) AS domains,
  (SELECT group_concat(name, ', ') FROM (
    SELECT t.name FROM paper_tag pt JOIN tag t ON t.id = pt.tag_id
    WHERE pt.paper_id = p.id ORDER BY t.name)) AS tags,
  p.complete, p.authors_complete, p.retracted, p.abstract, p.plan_position, p.rating, p.priority, p.added, p.updated,
  p.title_key, p.first_author_key
FROM paper p;

CREATE VIEW versions AS
SELECT
  v.id, v.paper_id, p.key, v.kind, v.venue, v.date, i.scheme, i.value,
  CASE i.scheme WHEN 'doi' THEN i.value END AS doi,
  CASE i.scheme WHEN 'arxiv' THEN i.value END AS arxiv,
  v.number, v.url, v.volume, v.issue, v.pages, v.publisher, v.extra
FROM version v LEFT JOIN identifier i ON i.id = v.identifier_id LEFT JOIN paper p ON p.id = v.paper_id;

CREATE VIEW identifiers AS
SELECT i.paper_id, p.key, i.scheme, i.value FROM identifier i LEFT JOIN paper p ON p.id = i.paper_id;

CREATE VIEW authors AS
SELECT
  a.paper_id, p.key, a.position, a.family, a.given, a.suffix, a.is_group,
  CASE
    WHEN a.is_group OR (a.given = '' AND a.suffix = '') THEN a.family
    WHEN a.given = '' THEN a.family || ', ' || a.suffix
    WHEN a.suffix = '' THEN a.family || ', ' || a.given
    ELSE a.family || ', ' || a.given || ', ' || a.suffix
  END AS name,
  a.orcid, a.family_key
FROM author a LEFT JOIN paper p ON p.id = a.paper_id;

CREATE VIEW paper_models AS
SELECT pm.paper_id, p.key, pm.model_id, m.name AS model, pm.role, pm.guessed, pm.position
FROM paper_model pm JOIN model m ON m.id = pm.model_id LEFT JOIN paper p ON p.id = pm.paper_id;

CREATE VIEW paper_domains AS
SELECT pd.paper_id, p.key, d.name AS domain, d.label_zh, pd.guessed, pd.position, pd.domain_id
FROM paper_domain pd JOIN domain d ON d.id = pd.domain_id LEFT JOIN paper p ON p.id = pd.paper_id;

CREATE VIEW paper_tags AS
SELECT pt.paper_id, p.key, t.name AS tag, pt.tag_id
FROM paper_tag pt JOIN tag t ON t.id = pt.tag_id LEFT JOIN paper p ON p.id = pt.paper_id;

CREATE VIEW links AS
SELECT id, paper_id, model_id, dataset_id, article_id, resource_id, kind, url, title FROM link;

CREATE VIEW models AS
SELECT
  m.id, m.name, m.released, m.parameters, m.parameter_count, m.architecture, m.tokenisation, m.pretraining_data,
  m.licence,
  (SELECT group_concat(name, ', ') FROM (
    SELECT d.name FROM model_domain md JOIN domain d ON d.id = md.domain_id
    WHERE md.model_id = m.id ORDER BY md.position, md.id)) AS domains,
  (SELECT group_concat(alias, ', ') FROM (
    SELECT alias FROM model_alias WHERE model_id = m.id ORDER BY alias)) AS aliases,
  (SELECT group_concat(key, ', ') FROM (
    SELECT p.key FROM paper_model pm JOIN paper p ON p.id = pm.paper_id
    WHERE pm.model_id = m.id AND pm.role = 'introduces' ORDER BY p.date, p.id)) AS papers,
  m.guessed
FROM model m;

CREATE VIEW datasets AS
SELECT
  d.id, d.name, d.modality, d.scale, d.scale_count, d.task, d.url, d.address, d.paper_id, p.key AS paper, d.paper_url,
  d.paper_title, d.paper_scheme, d.paper_value,
  (SELECT group_concat(alias, ', ') FROM (
    SELECT alias FROM dataset_alias WHERE dataset_id = d.id ORDER BY alias)) AS aliases,
  (SELECT group_concat(name, ', ') FROM (
    SELECT DISTINCT m.name FROM dataset_model dm JOIN model m ON m.id = dm.model_id
    WHERE dm.dataset_id = d.id ORDER BY m.name)) AS models
FROM dataset d LEFT JOIN paper p ON p.id = d.paper_id;

CREATE VIEW dataset_models AS
SELECT dm.dataset_id, d.name AS dataset, dm.model_id, m.name AS model, dm.role
FROM dataset_model dm JOIN dataset d ON d.id = dm.dataset_id JOIN model m ON m.id = dm.model_id;

CREATE VIEW articles AS
SELECT
  a.id, a.number, a.title, a.date, a.author,
  (SELECT group_concat(name, ', ') FROM (
    SELECT m.name FROM article_model am JOIN model m ON m.id = am.model_id
    WHERE am.article_id = a.id ORDER BY am.id)) AS models,
  (SELECT group_concat(key, ', ') FROM (
    SELECT p.key FROM article_paper ap JOIN paper p ON p.id = ap.paper_id
    WHERE ap.article_id = a.id ORDER BY ap.id)) AS papers
FROM article a;

CREATE VIEW article_papers AS
SELECT ap.article_id, a.number, a.title, ap.paper_id, p.key
FROM article_paper ap JOIN article a ON a.id = ap.article_id LEFT JOIN paper p ON p.id = ap.paper_id;

CREATE VIEW article_models AS
SELECT am.article_id, a.number, a.title, am.model_id, m.name AS model
FROM article_model am JOIN article a ON a.id = am.article_id JOIN model m ON m.id = am.model_id;

CREATE VIEW resources AS
SELECT
  r.id, r.kind, r.title, r.url, r.topic, r.remark,
  (SELECT group_concat(key, ', ') FROM (
    SELECT p.key FROM resource_paper rp JOIN paper p ON p.id = rp.paper_id
    WHERE rp.resource_id = r.id ORDER BY rp.id)) AS papers
FROM resource r;

CREATE VIEW resource_papers AS
SELECT rp.resource_id, r.title, rp.paper_id, p.key
FROM resource_paper rp JOIN resource r ON r.id = rp.resource_id LEFT JOIN paper p ON p.id = rp.paper_id;

CREATE VIEW domains AS
SELECT
  d.id, d.name, d.label_zh,
  (SELECT group_concat(alias, ', ') FROM (
    SELECT alias FROM domain_alias WHERE domain_id = d.id ORDER BY alias)) AS aliases,
  (SELECT count(*) FROM paper_domain WHERE domain_id = d.id) AS papers
FROM domain d;

CREATE VIEW tags AS
SELECT t.id, t.name, (SELECT count(*) FROM paper_tag WHERE tag_id = t.id) AS papers FROM tag t;

CREATE VIEW notes AS
SELECT n.id, n.paper_id, p.key, n.title, n.path, n.body, n.date FROM note n LEFT JOIN paper p ON p.id = n.paper_id;

CREATE VIEW relations AS
SELECT r.paper_id, p.key, r.kind, r.scheme, r.value, r.date FROM relation r LEFT JOIN paper p ON p.id = r.paper_id;

CREATE VIEW claims AS
SELECT
  CASE
    WHEN c.paper_id IS NOT NULL THEN 'paper'
    WHEN c.version_id IS NOT NULL THEN 'version'
    WHEN c.model_id IS NOT NULL THEN 'model'
    WHEN c.dataset_id IS NOT NULL THEN 'dataset'
    WHEN c.article_id IS NOT NULL THEN 'article'
    ELSE 'resource'
  END AS owner,
  coalesce(c.paper_id, c.version_id, c.model_id, c.dataset_id, c.article_id, c.resource_id) AS owner_id,
  c.paper_id, c.version_id, c.model_id, c.dataset_id, c.article_id, c.resource_id,
  c.field, c.value, o.kind, o.name, o.line, o.section
FROM claim c JOIN origin o ON o.id = c.origin_id;

-- The origins of one paper are gathered per paper: a UNION over all papers would be built whole for each query.
CREATE VIEW sources AS
SELECT p.id AS paper_id, p.key, o.kind, o.name, o.line, o.section
FROM paper p JOIN origin o ON o.id IN (
  SELECT p.origin_id
  UNION SELECT origin_id FROM identifier WHERE paper_id = p.id
  UNION SELECT origin_id FROM version WHERE paper_id = p.id
  UNION SELECT origin_id FROM relation WHERE paper_id = p.id
  UNION SELECT origin_id FROM paper_model WHERE paper_id = p.id
  UNION SELECT origin_id FROM paper_domain WHERE paper_id = p.id
  UNION SELECT origin_id FROM paper_tag WHERE paper_id = p.id
  UNION SELECT origin_id FROM note WHERE paper_id = p.id
  UNION SELECT origin_id FROM link WHERE paper_id = p.id
  UNION SELECT origin_id FROM claim WHERE paper_id = p.id
  UNION SELECT c.origin_id FROM claim c JOIN version v ON v.id = c.version_id WHERE v.paper_id = p.id
);

CREATE VIEW history AS
SELECT id, at, words, summary, fm_version, undone_by FROM command;
