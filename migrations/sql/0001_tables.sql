-- The tables, indexes and constraints of revision 0001. What each holds is said in lifesci_fm/store/tables/.

CREATE TABLE origin (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  section VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (kind, name, line, section)
);

CREATE TABLE domain (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  label_zh VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name_key)
);

CREATE TABLE domain_alias (
  id INTEGER NOT NULL,
  domain_id INTEGER NOT NULL,
  alias VARCHAR NOT NULL,
  alias_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE,
  UNIQUE (alias_key)
);
CREATE INDEX ix_domain_alias_domain_id ON domain_alias (domain_id);

CREATE TABLE paper (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "key" VARCHAR COLLATE NOCASE NOT NULL,
  title VARCHAR,
  title_key VARCHAR,
  type VARCHAR,
  abstract VARCHAR,
  status VARCHAR NOT NULL,
  plan_position INTEGER,
  authors_complete BOOLEAN NOT NULL,
  complete BOOLEAN NOT NULL,
  retracted BOOLEAN NOT NULL,
  date VARCHAR,
  year INTEGER,
  venue VARCHAR,
  doi VARCHAR,
  arxiv VARCHAR,
  url VARCHAR,
  first_author_key VARCHAR,
  rating INTEGER,
  priority INTEGER,
  added VARCHAR NOT NULL,
  updated VARCHAR NOT NULL,
  origin_id INTEGER NOT NULL,
  UNIQUE ("key"),
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_paper_added ON paper (added);
CREATE INDEX ix_paper_author_title ON paper (first_author_key, title_key);
CREATE INDEX ix_paper_date ON paper (date);
CREATE INDEX ix_paper_incomplete ON paper (complete) WHERE complete = 0;
CREATE INDEX ix_paper_plan ON paper (plan_position);
CREATE INDEX ix_paper_status_year ON paper (status, year);
CREATE INDEX ix_paper_title_key ON paper (title_key);
CREATE INDEX ix_paper_type ON paper (type);
CREATE INDEX ix_paper_updated ON paper (updated);
CREATE INDEX ix_paper_venue ON paper (venue);
CREATE INDEX ix_paper_year ON paper (year);

CREATE TABLE key_alias (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  alias VARCHAR COLLATE NOCASE NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  UNIQUE (alias)
);
CREATE INDEX ix_key_alias_paper_id ON key_alias (paper_id);

CREATE TABLE identifier (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  scheme VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (scheme, value),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_identifier_paper_id ON identifier (paper_id);

CREATE TABLE version (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  identifier_id INTEGER,
  number INTEGER,
  venue VARCHAR,
  date VARCHAR,
  url VARCHAR,
  url_key VARCHAR,
  volume VARCHAR,
  issue VARCHAR,
  pages VARCHAR,
  publisher VARCHAR,
  extra VARCHAR NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (identifier_id) REFERENCES identifier (id) ON DELETE SET NULL,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_version_identifier_id ON version (identifier_id);
CREATE INDEX ix_version_paper_id ON version (paper_id);
CREATE INDEX ix_version_url_key ON version (url_key);

CREATE TABLE author (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  family VARCHAR NOT NULL,
  family_key VARCHAR NOT NULL,
  given VARCHAR NOT NULL,
  suffix VARCHAR NOT NULL,
  is_group BOOLEAN NOT NULL,
  orcid VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (paper_id, position),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
CREATE INDEX ix_author_family_key ON author (family_key);

CREATE TABLE relation (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  scheme VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  date VARCHAR,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (paper_id, kind, scheme, value),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_relation_other ON relation (scheme, value);

CREATE TABLE model (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  released VARCHAR,
  parameters VARCHAR,
  parameter_count INTEGER,
  architecture VARCHAR,
  tokenisation VARCHAR,
  pretraining_data VARCHAR,
  licence VARCHAR,
  guessed BOOLEAN NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name_key),
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_model_released ON model (released);

CREATE TABLE model_alias (
  id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  alias VARCHAR NOT NULL,
  alias_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE
);
CREATE INDEX ix_model_alias_alias_key ON model_alias (alias_key);
CREATE INDEX ix_model_alias_model_id ON model_alias (model_id);

CREATE TABLE paper_model (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  guessed BOOLEAN NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (paper_id, model_id, role),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_paper_model_model_id ON paper_model (model_id);

CREATE TABLE paper_domain (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  domain_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  guessed BOOLEAN NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (paper_id, domain_id),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_paper_domain_domain ON paper_domain (domain_id, paper_id);

CREATE TABLE model_domain (
  id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  domain_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  guessed BOOLEAN NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (model_id, domain_id),
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE,
  FOREIGN KEY (domain_id) REFERENCES domain (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_model_domain_domain_id ON model_domain (domain_id);

CREATE TABLE tag (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name_key)
);

CREATE TABLE paper_tag (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  tag_id INTEGER NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (paper_id, tag_id),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (tag_id) REFERENCES tag (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_paper_tag_tag ON paper_tag (tag_id, paper_id);

CREATE TABLE reading_event (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  status VARCHAR NOT NULL,
  date VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE
);
CREATE INDEX ix_reading_event_paper_id ON reading_event (paper_id);

CREATE TABLE note (
  id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  path VARCHAR NOT NULL,
  body VARCHAR NOT NULL,
  date VARCHAR,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_note_paper_id ON note (paper_id);

CREATE TABLE dataset (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  name_key VARCHAR NOT NULL,
  modality VARCHAR,
  scale VARCHAR,
  scale_count INTEGER,
  task VARCHAR,
  url VARCHAR,
  url_key VARCHAR,
  address VARCHAR,
  paper_url VARCHAR,
  paper_title VARCHAR,
  paper_scheme VARCHAR,
  paper_value VARCHAR,
  paper_id INTEGER,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (name_key),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE SET NULL,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_dataset_paper_id ON dataset (paper_id);
CREATE INDEX ix_dataset_paper_identifier ON dataset (paper_scheme, paper_value);
CREATE INDEX ix_dataset_url_key ON dataset (url_key);

CREATE TABLE dataset_alias (
  id INTEGER NOT NULL,
  dataset_id INTEGER NOT NULL,
  alias VARCHAR NOT NULL,
  alias_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (dataset_id) REFERENCES dataset (id) ON DELETE CASCADE,
  UNIQUE (alias_key)
);
CREATE INDEX ix_dataset_alias_dataset_id ON dataset_alias (dataset_id);

CREATE TABLE dataset_model (
  id INTEGER NOT NULL,
  dataset_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (dataset_id, model_id, role),
  FOREIGN KEY (dataset_id) REFERENCES dataset (id) ON DELETE CASCADE,
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_dataset_model_model_id ON dataset_model (model_id);

CREATE TABLE article (
  id INTEGER NOT NULL,
  number INTEGER,
  title VARCHAR NOT NULL,
  title_key VARCHAR NOT NULL,
  date VARCHAR,
  author VARCHAR,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (title_key),
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);

CREATE TABLE article_paper (
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (article_id, paper_id),
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_article_paper_paper_id ON article_paper (paper_id);

CREATE TABLE article_model (
  id INTEGER NOT NULL,
  article_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (article_id, model_id),
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_article_model_model_id ON article_model (model_id);

CREATE TABLE resource (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  title_key VARCHAR NOT NULL,
  url VARCHAR,
  url_key VARCHAR NOT NULL,
  topic VARCHAR NOT NULL,
  remark VARCHAR,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (title_key, url_key),
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);

CREATE TABLE resource_paper (
  id INTEGER NOT NULL,
  resource_id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (resource_id, paper_id),
  FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE,
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_resource_paper_paper_id ON resource_paper (paper_id);

CREATE TABLE link (
  id INTEGER NOT NULL,
  paper_id INTEGER,
  model_id INTEGER,
  dataset_id INTEGER,
  article_id INTEGER,
  resource_id INTEGER,
  kind VARCHAR NOT NULL,
  url VARCHAR NOT NULL,
  url_key VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT exactly_one_owner CHECK ((paper_id IS NOT NULL) + (model_id IS NOT NULL) + (dataset_id IS NOT NULL) + (article_id IS NOT NULL) + (resource_id IS NOT NULL) = 1),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE,
  FOREIGN KEY (dataset_id) REFERENCES dataset (id) ON DELETE CASCADE,
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_link_article_id ON link (article_id);
CREATE INDEX ix_link_dataset_id ON link (dataset_id);
CREATE INDEX ix_link_kind ON link (kind);
CREATE INDEX ix_link_model_id ON link (model_id);
CREATE INDEX ix_link_paper_id ON link (paper_id);
CREATE INDEX ix_link_resource_id ON link (resource_id);
CREATE INDEX ix_link_url_key ON link (url_key);

CREATE TABLE claim (
  id INTEGER NOT NULL,
  paper_id INTEGER,
  version_id INTEGER,
  model_id INTEGER,
  dataset_id INTEGER,
  article_id INTEGER,
  resource_id INTEGER,
  field VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  value_key VARCHAR,
  origin_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT exactly_one_owner CHECK ((paper_id IS NOT NULL) + (version_id IS NOT NULL) + (model_id IS NOT NULL) + (dataset_id IS NOT NULL) + (article_id IS NOT NULL) + (resource_id IS NOT NULL) = 1),
  FOREIGN KEY (paper_id) REFERENCES paper (id) ON DELETE CASCADE,
  FOREIGN KEY (version_id) REFERENCES version (id) ON DELETE CASCADE,
  FOREIGN KEY (model_id) REFERENCES model (id) ON DELETE CASCADE,
  FOREIGN KEY (dataset_id) REFERENCES dataset (id) ON DELETE CASCADE,
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE,
  FOREIGN KEY (resource_id) REFERENCES resource (id) ON DELETE CASCADE,
  FOREIGN KEY (origin_id) REFERENCES origin (id)
);
CREATE INDEX ix_claim_article_id ON claim (article_id);
CREATE INDEX ix_claim_dataset_id ON claim (dataset_id);
CREATE INDEX ix_claim_model_id ON claim (model_id);
CREATE INDEX ix_claim_paper_id ON claim (paper_id);
CREATE INDEX ix_claim_resource_id ON claim (resource_id);
CREATE INDEX ix_claim_value_key ON claim (value_key) WHERE value_key IS NOT NULL;
CREATE INDEX ix_claim_version_id ON claim (version_id);

CREATE TABLE command (
  id INTEGER NOT NULL,
  at VARCHAR NOT NULL,
  words VARCHAR NOT NULL,
  summary VARCHAR NOT NULL,
  fm_version VARCHAR NOT NULL,
  undone_by INTEGER,
  PRIMARY KEY (id)
);

CREATE TABLE change (
  id INTEGER NOT NULL,
  command_id INTEGER NOT NULL,
  table_name VARCHAR NOT NULL,
  row_id INTEGER NOT NULL,
  operation VARCHAR NOT NULL,
  "before" VARCHAR,
  PRIMARY KEY (id)
);
CREATE INDEX ix_change_command_id ON change (command_id);
